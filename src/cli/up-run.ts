/** `signalbox up` at work: starts what runs for a clone, shows what happens, and stops when the person says so. */
import type { Opening } from "../text/up.ts";
import { type Clone, personOf, type StartingPoint, uncommittedCount } from "../wiring/local-clone.ts";
import { isAhead, originOf } from "../wiring/local-import.ts";
import type { SetUp } from "../wiring/local-setup.ts";
import { type Local, startLocal } from "../wiring/local-up.ts";
import type { Io } from "./command.ts";
import { hearStop } from "./stop-request.ts";
import type { NamedUser } from "./up-arguments.ts";
import { createReport } from "./up-report.ts";

export interface UpRun {
  readonly clone: Clone;
  readonly branch: string;
  /** Null when this is not the first start. */
  readonly chosen: StartingPoint["by"] | null;
  readonly setUp: SetUp;
  readonly users: readonly NamedUser[];
  /** Of the page; 0 takes a free one. */
  readonly port: number;
}

export async function runUp(run: UpRun, json: boolean, io: Io): Promise<number> {
  const { clone, branch, port, setUp, users } = run;
  const agents = setUp.config.ok ? Object.keys(setUp.config.config.agents) : [];
  const report = createReport(io, json, agents);
  const machine = io.watchMachine();
  const stop = hearStop(io);
  try {
    const local = await startLocal({
      clone,
      branch,
      person: await personOf(clone),
      users,
      setUp,
      load: machine.load,
      port,
      onStory: report.story,
      onWaits: report.waits,
      onOutput: report.output,
      onError: report.problem,
    });
    try {
      report.opening(await openingOf(run, local));
      local.watch();
      await stop.obeyed({
        gently: local.stop,
        onGentle: () => report.stopping(local.atWork()),
        onNow: report.endingNow,
      });
    } finally {
      await local.close();
    }
  } finally {
    machine.close();
    stop.forget();
  }
  report.stopped();
  return 0;
}

async function openingOf({ clone, branch, chosen, setUp }: UpRun, local: Local): Promise<Opening> {
  const config = setUp.config.ok ? setUp.config.config : null;
  const agents = Object.entries(config?.agents ?? {});
  const [problem] = setUp.config.ok ? [] : setUp.config.problems;
  return {
    repository: clone.name,
    person: local.person,
    branch,
    commit: local.commit,
    chosen,
    page: local.page.signIn(local.person),
    agents: agents.map(([id]) => id),
    idle: agents
      .filter(([, { runner, command }]) => runner === "command" && command.length === 0)
      .map(([id]) => id),
    checks: Object.values(config?.gates.checks ?? {}).map(({ check }) => check),
    uncommitted: await uncommittedCount(clone),
    ahead: await isAhead(clone, branch),
    foreignRemote: local.foreignRemote,
    origin: originOf(clone),
    configProblem: problem?.message ?? null,
  };
}
