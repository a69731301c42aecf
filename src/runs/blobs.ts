/** Contents of Git objects, read in one go. https://git-scm.com/docs/git-cat-file#_batch_output */
import { type GitCall, git } from "./git.ts";

export interface Blobs {
  /** Bytes, by id. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Empty when a limit is passed: nothing is loaded that would be refused. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

export async function readBlobs(
  ids: readonly string[],
  limits: { readonly fileBytes: number; readonly bytes: number },
  call: GitCall,
): Promise<Blobs> {
  if (ids.length === 0) return { sizes: new Map(), contents: new Map() };
  const input = Buffer.from(`${ids.join("\n")}\n`);
  const checked = await git(["cat-file", "--batch-check=%(objectname) %(objectsize)"], { ...call, input });
  const sizes = new Map(
    checked
      .toString("utf8")
      .trim()
      .split("\n")
      .map((line) => {
        const [id = "", size = ""] = line.split(" ");
        if (!/^\d+$/.test(size)) throw new Error(`git has no object ${id}`);
        return [id, Number(size)] as const;
      }),
  );
  const whole = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const refused = whole > limits.bytes || [...sizes.values()].some((size) => size > limits.fileBytes);
  if (refused) return { sizes, contents: new Map() };
  return { sizes, contents: splitBatch(await git(["cat-file", "--batch"], { ...call, input })) };
}

/** `<id> <type> <size>`, line feed, content, line feed, over and over. */
function splitBatch(output: Buffer): ReadonlyMap<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  for (let at = 0; at < output.length; ) {
    const line = output.indexOf("\n", at);
    const [id = "", , size = ""] = output.toString("utf8", at, line).split(" ");
    const start = line + 1;
    const end = start + Number(size);
    contents.set(id, output.subarray(start, end));
    at = end + 1;
  }
  return contents;
}
