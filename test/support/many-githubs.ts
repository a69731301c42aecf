/**
 * One GitHub with many installations, made of embedded GitHubs that have one repository each: a router answers what is asked as the
 * App, gives every repository an id of its own, and sends each request to the world that its token is of. A test can step in between.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { appPermissions } from "../../src/domain/app-manifest.ts";
import { type EmbeddedGitHub, startEmbeddedGitHub } from "../../src/local/server.ts";
import { agentWorkflow } from "./agent-workflow.ts";
import { delivery } from "./deliveries.ts";
import { callers, writeFiles } from "./embedded-github.ts";
import type { SceneClock } from "./scene-clock.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  /** The place in the list of worlds; null for what is asked as the App itself. */
  readonly world: number | null;
  /** Milliseconds of the clock. */
  readonly at: number;
  readonly body: string;
}

export interface WorldState {
  suspended?: boolean;
  uninstalled?: boolean;
  lacking?: string;
  archived?: boolean;
}

/** Answers in the place of GitHub; `hang` never does; null leaves it to GitHub. */
export type StepIn = (asked: Asked) => { readonly status: number; readonly message: string } | "hang" | null;

export interface ManyGitHubs {
  readonly url: string;
  readonly worlds: readonly EmbeddedGitHub[];
  readonly asked: readonly Asked[];
  /** What GitHub's lists say of an installation and its repository. */
  readonly states: readonly WorldState[];
  stepIn: StepIn;
  /** Where events go from now on, signed; null loses them. */
  webhook: string | null;
  /** The repository's id, as the router shows it. */
  idOf(world: number): number;
  /** Resolves when every event was answered. */
  delivered(): Promise<void>;
  /** Requests of that world, and those for its token. */
  of(world: number): readonly Asked[];
}

const TokenBody = z.object({ repository_ids: z.array(z.int()).optional(), permissions: z.unknown() });
const Token = z.looseObject({ token: z.string() });

export const config = `
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted }
`;

/** `names`: `owner/name` each, `mira/shop`; those that end in `!` have no config. */
export async function manyGitHubs(names: readonly string[], clock: SceneClock): Promise<ManyGitHubs> {
  const worlds: EmbeddedGitHub[] = [];
  const owned = new Map<string, number>();
  const asked: Asked[] = [];
  const open: Promise<unknown>[] = [];
  for (const name of names) {
    const [owner = "", repo = ""] = name.replace("!", "").split("/");
    const github = await startEmbeddedGitHub({ owner, name: repo, clock: clock.now });
    onTestFinished(() => github.close());
    const files = { "README.md": "# Shop\n", ...agentWorkflow };
    const folder = await writeFiles(
      name.endsWith("!") ? files : { ...files, ".github/signalbox.yml": config },
    );
    await github.seedRepository(folder, "Start");
    worlds.push(github);
  }
  const world = (index: number): EmbeddedGitHub => {
    const found = worlds[index];
    if (!found) throw new Error(`there is no world ${index}`);
    return found;
  };
  const state: ManyGitHubs = {
    url: "",
    worlds,
    asked,
    states: names.map(() => ({})),
    stepIn: () => null,
    webhook: null,
    idOf: (index) => 100 + index,
    delivered: async () => {
      for (let seen = -1; seen !== open.length; ) {
        seen = open.length;
        await Promise.all(open);
      }
    },
    of: (index) =>
      asked.filter(
        ({ world: at, path }) => at === index || path.startsWith(`/app/installations/${index + 1}/`),
      ),
  };
  worlds.forEach((github, index) => {
    github.onEvent(({ name, payload }) => {
      if (state.webhook !== null)
        open.push(send(state.webhook, name, { ...payload, ...numbered(payload, index) }));
    });
  });

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  return Object.assign(state, {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const token = request.headers.authorization?.replace(/^bearer /i, "") ?? "";
    const at = { method: request.method ?? "", path: request.url ?? "", at: clock.now().getTime(), body };
    const seen = { ...at, world: owned.get(token) ?? null };
    asked.push(seen);
    const instead = state.stepIn(seen);
    if (instead === "hang") return;
    if (instead) return json(response, instead.status, { message: instead.message });
    if (seen.world === null) return asApp(seen, response);
    if (states(seen.world).uninstalled || states(seen.world).suspended)
      return json(response, 401, { message: "Bad credentials" });
    const forwarded = await fetch(`${world(seen.world).url}${seen.path}`, {
      method: seen.method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === "" ? {} : { body }),
    });
    const text = await forwarded.text();
    const shown = seen.path.startsWith("/installation/repositories") ? renumbered(text, seen.world) : text;
    response.writeHead(forwarded.status, {
      "content-type": forwarded.headers.get("content-type") ?? "application/json",
      date: clock.now().toUTCString(),
    });
    response.end(shown);
  }

  async function asApp({ path }: Asked, response: ServerResponse): Promise<void> {
    const [, id] = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(path) ?? [];
    if (path === "/app") return json(response, 200, { id: 1, slug: "signalbox", owner: { login: "mira" } });
    if (path.startsWith("/app/installations?")) return json(response, 200, installations());
    if (id === undefined) return json(response, 404, { message: "Not Found" });
    const index = Number(id) - 1;
    const { suspended, uninstalled } = states(index);
    if (uninstalled) return json(response, 404, { message: "Not Found" });
    if (suspended) return json(response, 403, { message: "This installation has been suspended" });
    return giveToken(index, response);
  }

  async function giveToken(index: number, response: ServerResponse): Promise<void> {
    const { repository_ids, permissions } = TokenBody.parse(JSON.parse(asked.at(-1)?.body ?? "{}"));
    if (repository_ids?.some((id) => id !== state.idOf(index)))
      return json(response, 422, { message: "There is at least one repository that is not accessible" });
    const { withToken, jwt } = callers(world(index));
    const path = `/app/installations/${world(index).app.installationId}/access_tokens`;
    const made = await withToken(jwt())("POST", path, {
      permissions,
      ...(repository_ids ? { repository_ids: [world(index).world.repository().id] } : {}),
    });
    if (made.status === 201) owned.set(Token.parse(made.json).token, index);
    json(response, made.status, made.json);
  }

  function installations(): readonly unknown[] {
    return worlds.flatMap((_world, index) => {
      const { suspended, uninstalled, lacking } = states(index);
      if (uninstalled) return [];
      const granted = Object.entries(appPermissions).filter(([name]) => name !== lacking);
      return [
        {
          id: index + 1,
          account: { login: `account-${index}` },
          suspended_at: suspended ? clock.now().toISOString() : null,
          permissions: Object.fromEntries(granted.map(([name, { level }]) => [name, level])),
        },
      ];
    });
  }

  function states(index: number): WorldState {
    return state.states[index] ?? {};
  }

  function renumbered(text: string, index: number): string {
    const { repositories } = z
      .object({ repositories: z.array(z.record(z.string(), z.unknown())) })
      .parse(JSON.parse(text));
    const archived = states(index).archived ?? false;
    return JSON.stringify({
      total_count: repositories.length,
      repositories: repositories.map((each) => ({ ...each, id: state.idOf(index), archived })),
    });
  }

  function numbered(payload: object, index: number): object {
    const repository = "repository" in payload ? payload.repository : {};
    return { repository: { ...Object(repository), id: state.idOf(index) }, installation: { id: index + 1 } };
  }
}

async function send(url: string, event: string, payload: unknown): Promise<void> {
  const body = JSON.stringify(payload);
  await fetch(url, { method: "POST", body, headers: delivery(body, event) }).catch(() => null);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
