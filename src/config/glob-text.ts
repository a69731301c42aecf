/** A glob as it stands in the config; one that is not of the dialect is refused with the way out. */
import { z } from "zod";
import { parseGlob, refuseTogether } from "../scope/glob.ts";

export const GlobText = z
  .string()
  .superRefine((text, context) => {
    const parsed = parseGlob(text);
    if (!parsed.ok) context.addIssue({ code: "custom", message: parsed.problem });
  })
  .describe("A glob of paths: `*`, `?`, `**` as a whole segment; a backslash makes punctuation literal.");

/** The limit of a list of globs. */
export function together(globs: readonly string[], context: z.RefinementCtx): void {
  const problem = refuseTogether(globs);
  if (problem !== null) context.addIssue({ code: "custom", message: problem });
}
