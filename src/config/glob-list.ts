/** A list of globs as it stands in the config; one that is too long to be judged quickly is refused. */
import { z } from "zod";
import { refuseTogether } from "../scope/glob.ts";
import { GlobText } from "./glob-text.ts";

export const GlobList = z
  .array(GlobText)
  .max(200)
  .superRefine((globs, context) => {
    const problem = refuseTogether(globs);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });
