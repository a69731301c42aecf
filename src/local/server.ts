/** The embedded GitHub: one process that answers REST, GraphQL and Git over HTTP for one repository, and sends its webhooks. */
import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Hono } from "hono";
import { ApiError, notFound } from "./api-error.ts";
import { mountArtifacts } from "./artifact-http.ts";
import type { AppKey } from "./auth.ts";
import type { Caller } from "./caller.ts";
import {
  actionsCaller,
  type DispatchedRun,
  type PendingRun,
  pendingRuns,
  runDispatched,
} from "./dispatched-runs.ts";
import type { FaultPlan } from "./faults/plan.ts";
import { userNamed } from "./find.ts";
import { commitFolder } from "./first-commit.ts";
import { type Git, openGit } from "./git.ts";
import { serveGit } from "./git-http.ts";
import { createPointMeter } from "./graphql/point-meter.ts";
import { mountGraphQL } from "./graphql-http.ts";
import { type AppIdentity, prepareInstallation } from "./installation.ts";
import { listen } from "./listen.ts";
import { uploadArtifact } from "./operations/artifact.ts";
import { followPushes } from "./operations/follow-pushes.ts";
import { finishCutMerge } from "./operations/merge-pull.ts";
import {
  actionsAppId,
  concludeWorkflowRun,
  type TriggeredInput,
  triggerWorkflow,
} from "./operations/workflow-run.ts";
import type { CheckConclusion, Collaborator, Grants, User, WorkflowRun } from "./records.ts";
import { renderProblem } from "./render/problem.ts";
import type { Site } from "./render/site.ts";
import { type Payload, renderPayload } from "./render/webhook.ts";
import { createRequestCounter, type RequestCount } from "./request-count.ts";
import { type Exchange, mountRest } from "./rest/mount.ts";
import { createInstallationToken, personalToken } from "./tokens.ts";
import { type Breach, createTraffic } from "./traffic.ts";
import { createWebhooks, type Delivery } from "./webhooks.ts";
import { openWorld, type World } from "./world.ts";
import { copyWorld } from "./world-copy.ts";

export interface EmbeddedGitHubOptions {
  /** Holds `github.sqlite` and `origin.git`, and is resumed; absent: a temporary folder, removed on close. */
  readonly dir?: string;
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  readonly clock?: () => Date;
  /** Waits by the same clock as `clock`; real time when absent. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Told of each REST request and its answer. */
  readonly onExchange?: (exchange: Exchange) => void;
  /**
   * Refuses what goes over GitHub's secondary rate limits; otherwise it is only noted, for a GitHub that is one's own has nobody to
   * protect.
   */
  readonly refuseBreaches?: boolean;
  /** What goes wrong, and when. */
  readonly faults?: FaultPlan;
  /** The repository's address, when it is made. */
  readonly owner?: string;
  readonly name?: string;
  /** The default branch, when the repository is made; `main` when absent. */
  readonly defaultBranch?: string;
  /** Stands for GitHub's runners: called once for each dispatched run. Absent: runs stay queued. */
  readonly startRun?: (run: DispatchedRun) => void;
}

export interface ObservedEvent {
  readonly name: string;
  readonly action: string | null;
  readonly payload: Payload;
}

export interface EmbeddedGitHub {
  /** The REST base; GraphQL is at `<url>/graphql`, Git at `<url>/<owner>/<name>.git`. */
  readonly url: string;
  readonly app: AppIdentity;
  readonly world: World;
  readonly git: Git;
  /** The folder with `github.sqlite` and `origin.git`. */
  readonly dir: string;
  /** Makes a user, or gives one another role. */
  seedUser(login: string, role: Collaborator["role"] | "none"): User;
  /** A personal token, the same each time. */
  tokenOf(login: string): string;
  /** A token such as a workflow's GITHUB_TOKEN; `permissions` narrow it. */
  actionsToken(permissions?: Grants): string;
  /** Commits a folder's files to the default branch; answers with the commit. */
  seedRepository(folder: string, message: string): Promise<string>;
  /** The webhooks that were sent, the oldest first. */
  deliveries(): readonly Delivery[];
  /** Sends one of them again under its GUID; false for one that is not remembered. */
  redeliver(guid: string): Promise<boolean>;
  /** Looks for branches and tags that were pushed straight into `origin.git`, and does what a push by the owner does; answers with how many. */
  followRefs(): Promise<number>;
  /** The requests that went over GitHub's secondary rate limits, refused or not, oldest first. */
  breaches(): readonly Breach[];
  /** Where webhooks go from now on. */
  setWebhook(target: { readonly url: string } | null): void;
  /** Observes every event, whether a webhook is set or not; answers with the way to stop. */
  onEvent(listener: (event: ObservedEvent) => void): () => void;
  /** Dispatched runs that are not concluded: after a restart, those that an earlier process was asked for. */
  pendingRuns(): readonly PendingRun[];
  /** Stands for a push or a pull request that starts a workflow; answers with the run's id. It is in progress until it is concluded. */
  triggerRun(input: TriggeredInput): Promise<number>;
  /** What a run's actions/upload-artifact does: `archive` is a zip archive. Answers with the artifact's id. */
  uploadArtifact(run: number, name: string, archive: Uint8Array): Promise<number>;
  /** Concludes a workflow run. */
  completeRun(id: number, conclusion: CheckConclusion): Promise<void>;
  readonly requests: RequestCount;
  /**
   * Copies the world between two writes into a new folder, which opens as a world of its own: records, App and Git repository.
   * Requests that are under way are waited for; those that come meanwhile wait.
   */
  copyTo(dir: string): Promise<void>;
  /** Resolves when running writes and queued webhook deliveries are over. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function startEmbeddedGitHub(options: EmbeddedGitHubOptions = {}): Promise<EmbeddedGitHub> {
  const clock = options.clock ?? (() => new Date());
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), "embedded-github-")));
  mkdirSync(dir, { recursive: true });
  const world = openWorld(join(dir, "github.sqlite"), clock);
  const { owner = "mira", name = "multichain-mcp", defaultBranch = "main" } = options;
  const identity = await prepareInstallation(world, { owner, name, defaultBranch });
  const git = await openGit(join(dir, "origin.git"), world.repository().defaultBranch);
  const faulty = { world, faults: options.faults ?? null, sleep: options.sleep ?? waitFor };
  const webhooks = createWebhooks(faulty, identity.webhookSecret, identity.id);
  const counter = createRequestCounter();

  const app = new Hono();
  const port = options.port ?? 0;
  const http = await listen(app, port, `port ${port} cannot be served`);
  const site: Site = { world, url: `http://127.0.0.1:${http.port}` };
  // A web site whose name was made to lead here (DNS rebinding) gets nothing, whatever it sends.
  app.use(async ({ req }, next) =>
    new RegExp(`^(?:127\\.0\\.0\\.1|localhost|\\[::1\\]):${http.port}$`).test(req.header("host") ?? "")
      ? next()
      : new Response("Misdirected Request", { status: 421 }),
  );
  const appKey: AppKey = { appId: identity.id, privateKey: identity.privateKey };
  const traffic = createTraffic(clock);
  const refuseBreaches = options.refuseBreaches ?? false;
  const server = {
    ...faulty,
    traffic,
    refuseBreaches,
    site,
    git,
    appKey,
    counter,
    onExchange: options.onExchange ?? null,
  };
  mountRest(app, { ...server, meter: createPointMeter(clock) });
  mountGraphQL(app, { ...server, meter: createPointMeter(clock) });
  mountArtifacts(app, site);
  app.all("*", async (context) => (await serveGit(server, context.req.raw)) ?? nothingHere());
  app.onError((error) => {
    process.stderr.write(`embedded GitHub: ${error.stack ?? error.message}\n`);
    return new Response("Server Error", { status: 500 });
  });

  const listeners = new Set<(event: ObservedEvent) => void>();
  world.onEvent((event) => {
    const payload = renderPayload(site, event);
    webhooks.send(event.name, payload);
    const action = "action" in event ? event.action : null;
    for (const listener of listeners) listener({ name: event.name, action, payload });
  });
  // While nobody listens: whoever starts a world looks at all of it anyway.
  const followRefs = (): Promise<number> => followPushes(world, git, ownerOf(world));
  await world.transaction(() => finishCutMerge({ world, git, caller: ownerOf(world) }));
  await followRefs();
  const { startRun } = options;
  if (startRun) runDispatched(world, startRun);

  const runNumbered = (id: number): WorkflowRun => {
    const run = world.workflowRuns.get(id);
    if (!run) throw new Error(`the embedded GitHub has no workflow run ${id}`);
    return run;
  };
  const userOf = (login: string): User => {
    const user = userNamed(world, login);
    if (!user) throw new Error(`the embedded GitHub has no user ${login}`);
    return user;
  };
  return {
    url: site.url,
    app: identity,
    world,
    git,
    dir,
    seedUser: (login, role) => world.write(() => seedUser(world, login, role)),
    tokenOf: (login) => personalToken(world, userOf(login)),
    actionsToken: (permissions) => world.write(() => actionsToken(world, permissions)),
    seedRepository: (folder, message) => commitFolder(world, git, ownerOf(world), folder, message),
    deliveries: () => world.deliveries.all(),
    breaches: () => traffic.breaches(),
    redeliver: (guid) => webhooks.redeliver(guid),
    followRefs,
    setWebhook: (target) => webhooks.setTarget(target),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pendingRuns: () => pendingRuns(world),
    triggerRun: async (input) =>
      (await world.transaction(() => triggerWorkflow({ world, git, caller: ownerOf(world) }, input))).id,
    uploadArtifact: async (id, name, archive) =>
      (await world.transaction(() => uploadArtifact(world, runNumbered(id), name, archive))).id,
    completeRun: (id, conclusion) =>
      world.transaction(() => {
        concludeWorkflowRun({ world, caller: actionsCaller(world) }, runNumbered(id), conclusion);
      }),
    get requests() {
      return counter.read();
    },
    copyTo: (to) => world.transaction(() => copyWorld(world, dir, to)),
    settled: async () => {
      await world.transaction(() => undefined);
      await webhooks.settled();
    },
    close: async () => {
      await http.close();
      await webhooks.close();
      await world.close();
      await git.close();
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
    },
  };
}

async function waitFor(milliseconds: number): Promise<void> {
  await sleep(milliseconds);
}

/** What `startEmbeddedGitHub` makes of an address that leads nowhere. */
function nothingHere(): Response {
  return Response.json(renderProblem(notFound()), { status: 404 });
}

function seedUser(world: World, login: string, role: Collaborator["role"] | "none"): User {
  const user =
    userNamed(world, login) ??
    world.users.insert({ login, type: "User", name: null, createdAt: world.now() });
  const [former] = world.collaborators.where("userId", user.id);
  if (role === "none") {
    if (former) world.collaborators.remove(former.id);
  } else if (former) world.collaborators.put({ ...former, role });
  else world.collaborators.insert({ userId: user.id, role });
  return user;
}

function actionsToken(world: World, permissions: Grants | undefined): string {
  const app = world.apps.get(actionsAppId);
  if (!app) throw new ApiError(404, "Integration not found");
  return createInstallationToken(world, app, { permissions }).token;
}

function ownerOf(world: World): Caller {
  const user = world.users.get(world.repository().ownerId);
  if (!user) throw new Error("the embedded GitHub has lost its owner");
  return { user, app: null, grants: null, repositoryIds: null };
}
