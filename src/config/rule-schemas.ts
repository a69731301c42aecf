/** Rules for names and contents, as people write them: their keys, and what makes a rule unusable. */
import { z } from "zod";
import { invalidPath } from "../scope/path.ts";
import { GlobText, together } from "./glob-text.ts";
import { parsePattern } from "./linear-pattern.ts";
import { parseTemplate } from "./name-template.ts";

export const RuleName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,38}$/, "must be 1 to 39 of a-z, 0-9 and -, and start with a letter or digit")
  .describe("What the rule is called where it is broken.");

const Pattern = z
  .string()
  .min(1)
  .max(500)
  .superRefine((text, context) => {
    const parsed = parsePattern(text);
    if (!parsed.ok) context.addIssue({ code: "custom", message: parsed.problem });
  });

/** One glob or several. */
export const Globs = z
  .union([GlobText, z.array(GlobText).max(100).superRefine(together)])
  .transform((globs) => (typeof globs === "string" ? [globs] : globs));

const Word = z.string().regex(/^[a-z0-9]{1,40}$/, "must be a word of lower-case letters and digits");

const namePlaces = ["added-lines", "paths", "branch", "commits", "title"] as const;

/** `find` says what a name is, and `template` what it must be like. */
export const NamingRule = z
  .strictObject({
    name: RuleName,
    in: z
      .enum(namePlaces)
      .describe(
        "Where names are looked for: in lines that a change adds, in paths, or in what names it on GitHub.",
      ),
    files: Globs.prefault("**").describe("For `added-lines` and `paths`: which files."),
    except: Globs.prefault([]).describe("Files to leave out."),
    find: Pattern.describe(
      "A regular expression (RE2) that finds a name: its one named group, or else the whole match.",
    ),
    template: z
      .string()
      .min(1)
      .max(200)
      .describe("What the name must be: `{prefix}_{action}_{resource}`, `{Name}`, `{someName}`."),
    parts: z
      .record(z.string(), z.array(Word).min(1).max(200))
      .default({})
      .describe("The words that a part may be; any words for a part that is not listed."),
  })
  .superRefine(({ template, parts }, context) => {
    const parsed = parseTemplate(template, parts);
    if (!parsed.ok) context.addIssue({ code: "custom", path: ["template"], message: parsed.problem });
  });
export type NamingRule = z.infer<typeof NamingRule>;

export const ContentRule = z.strictObject({
  name: RuleName,
  forbid: Pattern.describe("A regular expression (RE2) that no added line may match."),
  files: Globs.prefault("**").describe("Which files."),
  except: Globs.prefault([]).describe("Files to leave out."),
  message: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe("What to do instead, in a sentence; shown where the rule is broken."),
});
export type ContentRule = z.infer<typeof ContentRule>;

const pathRule = "must be the path of one file, relative to the top of the repository";

/** The copies are judged where a change touches them or their source, and by `signalbox check --all`. */
export const CanonicalRule = z.strictObject({
  from: z
    .string()
    .refine((path) => invalidPath(path) === null && !/[*?]/.test(path), pathRule)
    .describe("The file that others are copies of."),
  to: Globs.describe("Where its copies lie: each must be equal to it, byte for byte."),
});
export type CanonicalRule = z.infer<typeof CanonicalRule>;
