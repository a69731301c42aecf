/** Local mode at work for one clone: the embedded GitHub over its `origin.git`, the orchestrator, the runs, and the way in for a second terminal. */
import type { MachineLoad } from "../domain/machine-load.ts";
import type { Wait } from "../domain/wait.ts";
import type { Collaborator } from "../local/records.ts";
import { addressOf, type Embedded, type RunName, startEmbedded } from "./embedded.ts";
import { followLog, tipOf } from "./ledger-log.ts";
import { removeAccess, writeAccess } from "./local-access.ts";
import type { Clone } from "./local-clone.ts";
import { addRemote, originOf } from "./local-import.ts";
import { type LocalPage, startLocalPage } from "./local-page.ts";
import { commitSetUp, type SetUp } from "./local-setup.ts";

export interface LocalOptions {
  readonly clone: Clone;
  readonly branch: string;
  /** Counts when the world is made. */
  readonly person: string;
  readonly users: readonly { readonly login: string; readonly role: Collaborator["role"] }[];
  readonly setUp: SetUp;
  readonly load: () => MachineLoad | null;
  /** Of the page; 0 takes a free one. */
  readonly port: number;
  /** Told of what happens, in its order, once `watch` was called. */
  readonly onStory: (line: string) => void;
  readonly onWaits: (waits: ReadonlyMap<number, Wait>) => void;
  /** A line that an agent printed. */
  readonly onOutput: (run: AtWork, line: string) => void;
  readonly onError: (message: string, error: unknown) => void;
}

export interface AtWork {
  readonly task: number;
  readonly attempt: number;
  readonly agent: string;
}

export interface Local {
  readonly embedded: Embedded;
  readonly person: string;
  readonly page: LocalPage;
  /** The default branch's commit. */
  readonly commit: string;
  /** Where somebody else's remote of our name leads. */
  readonly foreignRemote: string | null;
  /** Begins to tell. */
  watch(): void;
  atWork(): readonly AtWork[];
  /** Starts nothing new; resolves when nobody is at work any more. */
  stop(): Promise<void>;
  /** Ends at once; agents at work are ended too. */
  close(): Promise<void>;
}

/** How often plain pushes are looked for and the log is read. Milliseconds. */
const LOOK = 1_000;

export async function startLocal(options: LocalOptions): Promise<Local> {
  const { clone, branch, setUp, onError } = options;
  const ledger = setUp.config.ok ? setUp.config.config.ledger : "signalbox/ledger";
  const origin = originOf(clone);
  const log = followLog(origin, ledger, await tipOf(origin, ledger));
  const watched = Promise.withResolvers<void>();
  let told: Promise<void> = watched.promise;
  const embedded = await startEmbedded({
    dir: clone.state,
    owner: options.person,
    name: clone.name,
    defaultBranch: branch,
    script: null,
    load: options.load,
    onPass: ({ decision }) => tell(() => options.onWaits(decision.waits)),
    onRunOutput: print,
    onError,
  });
  const { github, orchestrator, stop } = embedded;
  const { owner: person, name } = addressOf(github);
  let looking: Promise<unknown> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let page: LocalPage | null = null;
  try {
    for (const { login, role } of options.users) github.seedUser(login, role);
    if (setUp.files.length > 0) {
      const door = { rest: github.url, owner: person, name, token: github.tokenOf(person) };
      await commitSetUp(door, branch, setUp);
    }
    page = await startLocalPage({ embedded, port: options.port, log: onError });
    const foreignRemote = await addRemote(clone);
    await writeAccess(clone.state, {
      v: 1,
      pid: process.pid,
      rest: github.url,
      page: page.url,
      owner: person,
      name,
      defaultBranch: branch,
      users: peopleOf(embedded, person),
      app: appOf(embedded),
    });
    timer = setInterval(look, LOOK);
    orchestrator.hint();
    const commit = (await tipOf(origin, branch)) ?? "";
    return {
      embedded,
      person,
      commit,
      foreignRemote,
      page,
      watch,
      atWork,
      stop,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  function atWork(): readonly AtWork[] {
    return embedded.running().map(({ task, attempt, agent }) => ({ task, attempt, agent }));
  }

  /** In its place among the rest, but without a look at the log: an agent may print thousands of lines. */
  function print({ task, attempt }: RunName, line: string): void {
    const agent = atWork().find((each) => each.task === task)?.agent ?? "";
    told = told.then(() => options.onOutput({ task, attempt, agent }, line));
  }

  function watch(): void {
    watched.resolve();
  }

  /** Tells what the log has gained, then what else there is to say: one after the other. */
  function tell(then: () => void = () => {}): void {
    told = told
      .then(async () => {
        for (const line of await log.read()) options.onStory(line);
        then();
      })
      .catch((error: unknown) => onError("the ledger's log could not be shown", error));
  }

  function look(): void {
    tell();
    looking ??= github
      .followRefs()
      .catch((error: unknown) => onError("pushes into origin.git could not be followed", error))
      .finally(() => {
        looking = null;
      });
  }

  async function close(): Promise<void> {
    if (timer) clearInterval(timer);
    await looking;
    await page?.close();
    await embedded.close();
    watch();
    tell();
    await told;
    await removeAccess(clone.state);
  }
}

/** No more than a pass needs. */
function appOf({ github: { app } }: Embedded) {
  const { id, installationId, privateKey } = app;
  return { id, installationId, privateKey };
}

function peopleOf({ github }: Embedded, person: string) {
  const { world } = github;
  const people = world.collaborators.all().flatMap(({ userId, role }) => {
    const user = world.users.get(userId);
    return user?.type === "User" ? [{ login: user.login, role, token: github.tokenOf(user.login) }] : [];
  });
  return people.toSorted((a, b) => Number(b.login === person) - Number(a.login === person));
}
