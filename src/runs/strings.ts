/** What can be read in the bytes of files that are no text: as the program `strings` does it, also in UTF-16. */
import type { Change, FileDiff } from "../domain/file-diff.ts";
import type { Patch } from "./patch.ts";

/** Shorter runs of letters say nothing. */
const RUN = 8;

/** Of each file of the change that has a content and no lines: its readable runs as lines, which are not numbered as in a text. */
export function stringsOf(patch: Patch, { files }: Change): readonly FileDiff[] {
  const contents = new Map(patch.map(({ path, content }) => [path, content]));
  return files.flatMap((file) => {
    const content = file.added === null ? contents.get(file.path) : null;
    return content ? [{ ...file, added: runsIn(content) }] : [];
  });
}

function runsIn(content: Uint8Array): readonly { readonly line: number; readonly text: string }[] {
  const letters = Buffer.from(content.filter((byte) => byte !== 0)).toString("latin1");
  return letters
    .split(/[^\x20-\x7e]+/)
    .filter((run) => run.length >= RUN)
    .map((text, index) => ({ line: index + 1, text }));
}
