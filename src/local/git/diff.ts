/** Differences between two trees, with renames found by Git (`-M`), as the compare and pull request files endpoints list them. */
import type { Git } from "../git.ts";
import { fieldsOf } from "./process.ts";

export interface FileDiff {
  readonly path: string;
  /** Of a rename. */
  readonly formerPath: string | null;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  /** The blob after the change, or before it where the file was removed. */
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
  /** Hunks without a file header; null for binary, unchanged and large content. */
  readonly patch: string | null;
}

/** GitHub leaves the patch out of what is too large to show. */
const patchLimit = 100_000;

/** @param patches Whether to read the hunks too. */
export async function diffTrees(
  git: Git,
  from: string,
  to: string,
  patches: boolean,
): Promise<readonly FileDiff[]> {
  const fields = fieldsOf(await git.run(["diff-tree", "-r", "-z", "-M", "--raw", "--numstat", from, to]));
  const raw: { status: string; oid: string; mode: boolean; paths: readonly string[] }[] = [];
  let at = 0;
  while (fields[at]?.startsWith(":")) {
    const [modeBefore = "", modeAfter = "", before = "", after = "", status = ""] = (fields[at] ?? "")
      .slice(1)
      .split(" ");
    const count = status.startsWith("R") || status.startsWith("C") ? 2 : 1;
    const oid = status === "D" ? before : after;
    raw.push({
      status,
      oid,
      mode: modeBefore !== modeAfter && before === after,
      paths: fields.slice(at + 1, at + 1 + count),
    });
    at += 1 + count;
  }
  const hunks = patches ? await readHunks(git, from, to) : [];
  return raw.map((entry, position) => {
    const [additions = "0", deletions = "0", single = ""] = (fields[at] ?? "").split("\t");
    at += single === "" ? 3 : 1;
    const [first = "", second] = entry.paths;
    return {
      path: second ?? first,
      formerPath: second === undefined ? null : first,
      status: statusOf(entry.status, entry.mode),
      oid: entry.oid,
      additions: additions === "-" ? 0 : Number(additions),
      deletions: deletions === "-" ? 0 : Number(deletions),
      patch: hunks[position] ?? null,
    };
  });
}

function statusOf(letter: string, modeOnly: boolean): FileDiff["status"] {
  switch (letter.charAt(0)) {
    case "A":
      return "added";
    case "D":
      return "removed";
    case "R":
      return "renamed";
    case "T":
      return "changed";
    default:
      return modeOnly ? "changed" : "modified";
  }
}

/** The hunks of every file, in the order of `--raw`; a type change, which Git shows as two parts, makes one. */
async function readHunks(git: Git, from: string, to: string): Promise<readonly (string | null)[]> {
  const text = (await git.run(["diff-tree", "-r", "-p", "-M", "--no-color", from, to])).stdout.toString(
    "utf8",
  );
  const parts: { header: string; hunks: string | null }[] = [];
  for (const part of text.split(/^(?=diff --git )/m)) {
    const header = part.slice(0, Math.max(part.indexOf("\n"), 0));
    const start = part.search(/^@@ /m);
    const hunks = start === -1 || part.length > patchLimit ? null : part.slice(start).replace(/\n$/, "");
    const last = parts.at(-1);
    if (header !== "" && last?.header !== header) parts.push({ header, hunks });
  }
  return parts.map((part) => part.hunks);
}
