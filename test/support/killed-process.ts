/**
 * A whole Signalbox in a process of its own over the world of a folder, which kills itself (SIGKILL: no handler, no farewell)
 * at a point of its first run. Started by scenarios: `node killed-process.ts <folder> <point>`.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { startEmbedded } from "../../src/wiring/embedded.ts";

const [dir = "", point = ""] = process.argv.slice(2);
let uploaded = false;
let recorded = false;

function die(): void {
  process.kill(process.pid, "SIGKILL");
}

/** As soon as the packet of some run is there; its clone is then being made. */
function watchPacket(): void {
  const runs = join(dir, "runs");
  const written =
    existsSync(runs) && readdirSync(runs).some((run) => existsSync(join(runs, run, "packet.json")));
  if (written) die();
  setImmediate(watchPacket);
}

const embedded = await startEmbedded({
  dir,
  script: null,
  onRequest: ({ method, url, operation }) => {
    if (point === "claimed" && method === "GET" && /\/issues\/[^/]+$/.test(url)) die();
    if (point === "uploading" && method === "POST" && /\/git\/trees$/.test(url)) die();
    if (point === "recorded" && recorded) die();
    if (uploaded && operation === "Record") {
      if (point === "uploaded") die();
      recorded = true;
    }
    if (method === "POST" && /\/git\/commits$/.test(url)) uploaded = true;
  },
  onRunOutput: () => {
    if (point === "at work") die();
  },
  onError: (message, error) => process.stderr.write(`${message}: ${String(error)}\n`),
});
if (point === "packet") watchPacket();
embedded.orchestrator.hint();
