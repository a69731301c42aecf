/** Reads what Git's plumbing prints with `-z`: names end with NUL and are not quoted. https://git-scm.com/docs/git-diff-index */
import type { FileChange, FileMode } from "../domain/file-change.ts";

export interface RawChange extends FileChange {
  /** Id of the new content; null for a deletion and for a submodule, whose id names a commit elsewhere. */
  readonly blob: string | null;
  /** Id of the old content; null for an addition and for a submodule. */
  readonly former: string | null;
}

/** NUL-terminated names; null when one is not UTF-8, so that it could not be judged by what it says. */
export function splitNames(output: Uint8Array): readonly string[] | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(output);
    return text === "" ? [] : text.replace(/\0$/, "").split("\0");
  } catch {
    return null;
  }
}

/** `:<mode> <mode> <id> <id> <status>`, NUL, path, NUL, over and over. Null when a path is not UTF-8. */
export function parseRawDiff(output: Uint8Array): readonly RawChange[] | null {
  const fields = splitNames(output);
  if (fields === null) return null;
  const changes: RawChange[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    const match = /^:([0-7]{6}) ([0-7]{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]$/.exec(fields[index] ?? "");
    const path = fields[index + 1];
    if (!match || path === undefined) throw new Error("git diff-index answered in an unknown form");
    const [before, after] = [modeOf(match[1]), modeOf(match[2])];
    const former = contentId(before, match[3]);
    changes.push({ path, before, after, blob: contentId(after, match[4]), former });
  }
  return changes;
}

function contentId(mode: FileMode | null, id: string | undefined): string | null {
  return mode === null || mode === "160000" ? null : (id ?? null);
}

function modeOf(octal = ""): FileMode | null {
  switch (octal) {
    case "000000":
      return null;
    case "100644":
    case "100755":
    case "120000":
    case "160000":
      return octal;
    default:
      throw new Error(`git names a mode that no tree has: ${octal}`);
  }
}
