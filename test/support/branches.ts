/** Work on branches through the REST API, for tests of what follows from it. */
import { type Call, valueAt } from "./embedded-github.ts";

/** Puts a file onto a branch, which is made from main when it does not exist; answers with the commit. */
export async function commitTo(call: Call, branch: string, path: string, text: string): Promise<string> {
  const exists = (await call("GET", `branches/${branch}`)).status === 200;
  if (!exists) await call("POST", "git/refs", { ref: `refs/heads/${branch}`, sha: await tip(call, "main") });
  const content = Buffer.from(text).toString("base64");
  const before = await call("GET", `contents/${path}?ref=${branch}`);
  const sha = before.status === 200 ? { sha: before.json["sha"] } : {};
  const put = await call("PUT", `contents/${path}`, { message: `Write ${path}`, content, branch, ...sha });
  if (put.status >= 300) throw new Error(`${path} could not be written: ${put.text}`);
  return tip(call, branch);
}

/** The commit of a branch. */
export async function tip(call: Call, branch: string): Promise<string> {
  return String(valueAt((await call("GET", `branches/${branch}`)).json, "commit", "sha"));
}
