/** Git over HTTP: `git http-backend` as a CGI program (git-http-backend(1), RFC 3875), behind GitHub's authorization. */
import { spawn } from "node:child_process";
import { basename, dirname } from "node:path";
import { gunzipSync } from "node:zlib";
import { ApiError } from "./api-error.ts";
import { type AppKey, authenticate } from "./auth.ts";
import { allows, type Caller, needs, sees } from "./caller.ts";
import { gitEnvironment, OWN_GROUP } from "./git/process.ts";
import type { Git } from "./git.ts";
import { changesBetween, refsOf } from "./operations/known-refs.ts";
import { followRefChange } from "./operations/ref-change.ts";
import { fullName, type Site } from "./render/site.ts";

export interface GitServer {
  readonly site: Site;
  readonly git: Git;
  readonly appKey: AppKey;
}

/** Answers a request below `/<owner>/<name>.git`; null when the path is not of that form. */
export async function serveGit(server: GitServer, request: Request): Promise<Response | null> {
  const url = new URL(request.url);
  const [, address, path] = /^\/([^/]+\/[^/]+)\.git(\/.*)$/.exec(url.pathname) ?? [];
  if (address === undefined || path === undefined) return null;
  if (address.toLowerCase() !== fullName(server.site).toLowerCase())
    return text(404, "Repository not found.");
  const receives = path === "/git-receive-pack" || url.searchParams.get("service") === "git-receive-pack";
  const caller = identify(server, request);
  if (caller === null)
    return text(401, "Authentication failed.", { "www-authenticate": 'Basic realm="GitHub"' });
  const { world } = server.site;
  if (!sees(world, caller) || !allows(world, caller, needs.readContents))
    return text(404, "Repository not found.");
  if (receives && !allows(world, caller, needs.writeContents))
    return text(403, "Write access to repository not granted.");
  if (receives && world.repository().archived)
    return text(403, "This repository was archived so it is read-only.");
  // The whole body is read before the world is locked, so that a slow client holds nobody up.
  const body = await readBody(request);
  if (path !== "/git-receive-pack") return runBackend(server, request, path, body, caller);
  return world.transaction(async () => {
    const before = await refsOf(server.git);
    const response = await runBackend(server, request, path, body, caller);
    for (const change of changesBetween(before, await refsOf(server.git)))
      await followRefChange({ world, git: server.git, caller }, change);
    return response;
  });
}

function identify({ site, appKey }: GitServer, request: Request): Caller | null {
  try {
    const who = authenticate(site.world, request.headers.get("authorization") ?? undefined, appKey);
    return who.kind === "caller" ? who.caller : null;
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

/** Git packs request bodies that are longer than a kilobyte. */
async function readBody(request: Request): Promise<Buffer> {
  const body = Buffer.from(await request.arrayBuffer());
  return request.headers.get("content-encoding") === "gzip" ? gunzipSync(body) : body;
}

function runBackend(
  { git }: GitServer,
  request: Request,
  path: string,
  body: Buffer,
  caller: Caller,
): Promise<Response> {
  const environment: Record<string, string> = {
    ...gitEnvironment(),
    GIT_PROJECT_ROOT: dirname(git.dir),
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: `/${basename(git.dir)}${path}`,
    QUERY_STRING: new URL(request.url).search.slice(1),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers.get("content-type") ?? "",
    CONTENT_LENGTH: String(body.length),
    REMOTE_USER: caller.user.login,
    REMOTE_ADDR: "127.0.0.1",
    // Who is entered in reflogs and who may be named by hooks; commits carry their own authors.
    GIT_COMMITTER_NAME: caller.user.login,
    GIT_COMMITTER_EMAIL: "noreply@github.com",
  };
  const protocol = request.headers.get("git-protocol");
  if (protocol !== null) environment["GIT_PROTOCOL"] = protocol;
  return new Promise((resolve, reject) => {
    const child = spawn("git", ["http-backend"], { env: environment, ...OWN_GROUP });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin.on("error", () => undefined);
    child.on("error", (error) =>
      reject(new Error("git http-backend could not be started", { cause: error })),
    );
    child.on("close", (code) => {
      const answer = Buffer.concat(out);
      if (answer.length === 0)
        reject(
          new Error(`git http-backend ended with ${code}: ${Buffer.concat(err).toString("utf8").trim()}`),
        );
      else resolve(parseCgi(answer));
    });
    child.stdin.end(body);
  });
}

/** A CGI answer: headers, an empty line, the body; `Status` is the status. */
function parseCgi(answer: Buffer): Response {
  const end = answer.indexOf("\r\n\r\n");
  const headers = new Headers();
  let status = 200;
  for (const line of answer.subarray(0, end).toString("utf8").split("\r\n")) {
    const colon = line.indexOf(":");
    const [name, value] = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === "status") status = Number(value.slice(0, 3));
    else headers.set(name, value);
  }
  return new Response(new Uint8Array(answer.subarray(end + 4)), { status, headers });
}

function text(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  });
}
