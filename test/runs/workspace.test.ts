/** Every run gets a clone of its own, and neither an address nor a token is left in it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { emptyLedger } from "../../src/ledger/ledger.ts";
import { buildPacket, Packet } from "../../src/runs/packet.ts";
import { readPatch } from "../../src/runs/patch.ts";
import { openWorkspace, type Workspace, workspaceOf } from "../../src/runs/workspace.ts";
import { config, put, run, seedRepository, startedTask, temporaryFolder } from "./world.ts";

function packetFor(base: string, merges: string | null = null): Packet {
  const task = startedTask(base, { merges });
  const { ethereum } = config.agents;
  if (!task.attempt || !ethereum) throw new Error("no attempt");
  const standing = { config, ledger: emptyLedger };
  const issue = { title: task.title, body: "Do it." };
  return buildPacket({ task, attempt: task.attempt, agent: ethereum, issue, standing });
}

async function open(url: string, base: string, token = "", merges: string | null = null): Promise<Workspace> {
  const workspace = workspaceOf(temporaryFolder(), { task: 12, attempt: 1, run: 7 });
  const signal = new AbortController().signal;
  await openWorkspace(workspace, { packet: packetFor(base, merges), source: { url, token }, signal });
  return workspace;
}

test("the tree is at the base, on a branch of the task's name, with the modes of the base", async () => {
  const { url, base } = seedRepository();
  const { tree } = await open(url, base);
  expect(run(tree, "rev-parse", "HEAD")).toBe(base);
  expect(run(tree, "branch", "--show-current")).toBe("agent/ethereum/12-extract-the-tools");
  expect(run(tree, "status", "--porcelain")).toBe("");
  expect(statSync(join(tree, "servers/eth/start.sh")).mode & 0o111).not.toBe(0);
});

test("the clone shares nothing: no remote, no alternates, no linked objects, no address", async () => {
  const { url, base } = seedRepository();
  const { tree } = await open(url, base);
  expect(run(tree, "remote")).toBe("");
  expect(run(tree, "for-each-ref", "--format=%(refname)", "refs/remotes")).toBe("");
  expect(existsSync(join(tree, ".git/objects/info/alternates"))).toBe(false);
  const linked = files(join(tree, ".git/objects")).filter((file) => statSync(file).nlink > 1);
  expect(linked).toEqual([]);
  expect(readFileSync(join(tree, ".git/config"), "utf8")).not.toContain(url);
});

test("an agent that moves main in its clone moves nobody else's", async () => {
  const { url, base } = seedRepository();
  const { tree, trusted } = await open(url, base);
  put(tree, "x.js", "1\n");
  run(tree, "add", "--all");
  run(tree, "commit", "--quiet", "--message", "Mine");
  run(tree, "branch", "--force", "main", "HEAD");
  expect(run(trusted, "rev-parse", "main")).toBe(base);
  expect(run(url, "rev-parse", "main")).toBe(base);
});

test("a base that is not at the tip of a branch is checked out all the same", async () => {
  const { url, base } = seedRepository();
  const next = run(url, "commit-tree", `${base}^{tree}`, "-p", base, "-m", "Next");
  run(url, "update-ref", "refs/heads/main", next);
  const { tree } = await open(url, base);
  expect(run(tree, "rev-parse", "HEAD")).toBe(base);
});

test("a base that no branch holds yet is fetched by its id", async () => {
  const { url, base } = seedRepository();
  run(url, "config", "uploadpack.allowAnySHA1InWant", "true");
  const loose = run(url, "commit-tree", `${base}^{tree}`, "-p", base, "-m", "Recorded, not yet on a branch");
  const { tree } = await open(url, loose);
  expect(run(tree, "rev-parse", "HEAD")).toBe(loose);
});

// B02
test("a head that collides gets the default branch merged in: markers for the agent, and only its own work counts", async () => {
  const { url, base } = seedRepository();
  const side = temporaryFolder();
  run(side, "clone", "--quiet", url, ".");
  const change = (wei: string, more: Readonly<Record<string, string>>) => {
    run(side, "checkout", "--quiet", "--detach", base);
    put(side, "servers/eth/tools.js", `export const wei = ${wei};\n`);
    for (const [path, content] of Object.entries(more)) put(side, path, content);
    run(side, "add", "--all");
    run(side, "commit", "--quiet", "--message", wei);
    return run(side, "rev-parse", "HEAD");
  };
  const head = change("19", {});
  const main = change("20", { "servers/sol/new.js": "1;\n" });
  run(side, "push", "--quiet", "origin", `${head}:refs/heads/agent/ethereum/12-x`, `${main}:refs/heads/main`);

  const workspace = await open(url, head, "", main);
  const { tree, brief } = workspace;
  expect(readFileSync(join(tree, "servers/eth/tools.js"), "utf8")).toMatch(
    /^<{7} HEAD\nexport const wei = 19;\n={7}\nexport const wei = 20;\n>{7} [0-9a-f]+\n$/,
  );
  expect(run(tree, "ls-files", "--unmerged", "--full-name")).toContain("servers/eth/tools.js");
  expect(readFileSync(join(tree, "servers/sol/new.js"), "utf8")).toBe("1;\n");
  expect(readFileSync(brief, "utf8")).toContain("## A merge to finish");

  put(tree, "servers/eth/tools.js", "export const wei = 21;\n");
  const read = await readPatch(workspace, main);
  expect(read.ok && read.patch.map(({ path }) => path)).toEqual(["servers/eth/tools.js"]);
});

test("the packet lies beside the tree, as JSON and as Markdown", async () => {
  const { url, base } = seedRepository();
  const { brief, outcome, packet } = await open(url, base);
  expect(Packet.parse(JSON.parse(readFileSync(packet, "utf8")))).toEqual(packetFor(base));
  expect(readFileSync(brief, "utf8")).toContain("Your only work is task #12");
  expect(existsSync(outcome)).toBe(false);
});

test("the token goes to the source as a header, and is nowhere on the disk afterwards", async () => {
  // A7, A8
  const { url, base } = seedRepository();
  run(url, "update-server-info");
  const token = "ghs_a_canary_token";
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    // Git's plain ("dumb") protocol: the files of the bare repository themselves.
    const path = join(url, decodeURIComponent((request.url ?? "").split("?")[0] ?? ""));
    const found = existsSync(path) && statSync(path).isFile();
    response.writeHead(found ? 200 : 404).end(found ? readFileSync(path) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  const { dir } = await open(`http://127.0.0.1:${address.port}/`, base, token);
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  expect(seen.map(({ authorization }) => authorization)).toEqual(seen.map(() => `Basic ${basic}`));
  expect(seen.length).toBeGreaterThan(0);
  const kept = files(dir).filter((file) => {
    const content = readFileSync(file, "latin1");
    return content.includes(token) || content.includes(basic);
  });
  expect(kept).toEqual([]);
});

function files(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
