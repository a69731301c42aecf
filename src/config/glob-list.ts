/** A list of globs as it stands in the config; one that is too long to be judged quickly is refused. */
import { z } from "zod";
import { GlobText, together } from "./glob-text.ts";

export const GlobList = z.array(GlobText).max(200).superRefine(together);
