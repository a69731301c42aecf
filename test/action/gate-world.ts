/** A repository with a shopkeeper's task, for tests of `mode: gate`: pull requests, and what the runner tells of them. */
import { type FaultPlan, plan } from "../../src/local/faults/plan.ts";
import { commitTo } from "../support/branches.ts";
import { type Call, type TestGitHub, testGitHub, valueAt } from "../support/embedded-github.ts";

export const narrow = `version: 1
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted }
content:
  - { name: no-console, forbid: 'console\\.log', message: Use the logger }
`;

/** The branch of task 1. */
export const branch = "agent/shopkeeper/1-greet";

export interface GateWorld {
  readonly world: TestGitHub;
  readonly mira: Call;
  readonly noor: Call;
  /** Opens a pull request of these files; answers with its number. */
  pull(files: Readonly<Record<string, string>>, from?: string): Promise<number>;
  /** What the runner tells the Action of a pull request. */
  told(number: number, over?: Over): Promise<{ token: string; event: unknown; env: Record<string, string> }>;
  /** From now on, GitHub fails by this plan. */
  fails(faults: Parameters<typeof plan>[0]): void;
  /** GitHub answers a route, or a query, with this. */
  shows(route: string, body: unknown): void;
}

export interface Over {
  readonly token?: string;
  readonly event?: unknown;
  readonly head?: string;
}

/** What a job of this mode is told to have, and no more. */
const permissions = { contents: "read", pull_requests: "read", issues: "read" } as const;

/** `config` null: the default branch has none. */
export async function gateWorld(config: string | null = narrow): Promise<GateWorld> {
  let faults: FaultPlan = plan([]);
  const files = { "src/a.js": "1\n", "docs/a.md": "# A\n" };
  const world = await testGitHub(config === null ? files : { ".github/signalbox.yml": config, ...files }, {
    faults: {
      meet: (passing) => faults.meet(passing),
      crash: () => faults.crash(),
      hits: () => faults.hits(),
    },
  });
  world.github.seedUser("noor", "write");
  const [mira, noor] = [world.as("mira"), world.as("noor")];
  await mira("POST", "issues", { title: "Greet", body: "Scope: `src/**`\n" });
  const fails: GateWorld["fails"] = (planned) => {
    faults = plan(planned);
  };
  return {
    world,
    mira,
    noor,
    pull: async (changed, from = branch) => {
      for (const [path, text] of Object.entries(changed)) await commitTo(noor, from, path, text);
      const opened = await noor("POST", "pulls", { title: "Greet", head: from, base: "main" });
      return Number(opened.json["number"]);
    },
    told: async (number, { token, event, head } = {}) => {
      const sha = head ?? String(valueAt((await noor("GET", `pulls/${number}`)).json, "head", "sha"));
      return {
        token: token ?? world.github.actionsToken(permissions),
        event: event ?? {
          repository: { name: "multichain-mcp", owner: { login: "mira" } },
          pull_request: { number, head: { sha } },
        },
        env: { GITHUB_API_URL: world.github.url, GITHUB_REPOSITORY: "mira/multichain-mcp" },
      };
    },
    fails,
    shows: (route, body) => {
      const headers = { "content-type": "application/json" };
      const answer = { kind: "status", status: 200, headers, body: JSON.stringify(body) } as const;
      fails([{ route, times: 9, when: "before", do: answer }]);
    },
  };
}
