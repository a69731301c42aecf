/**
 * `.github/signalbox.yml`: every key with its meaning and its default. The editor's JSON Schema and the reference are
 * made from this. A message given to a check starts with "must" and reads as "<key> <message>, but is …".
 */
import { z } from "zod";
import { requirementNames } from "../domain/requirement.ts";
import { parseGlob } from "../scope/glob.ts";
import { isInside } from "../scope/is-inside.ts";
import { Commands } from "./commands.ts";
import { durationPattern, parseDuration } from "./duration.ts";
import { GlobList } from "./glob-list.ts";
import { Metric, metricProblems } from "./metric-schema.ts";
import { CanonicalRule, ContentRule, Globs, NamingRule } from "./rule-schemas.ts";
import { SharedPaths, sharedProblems } from "./shared-paths.ts";

const idRule = "must be 1 to 39 of a-z, 0-9 and -, and neither `auto` nor `constructor`";
/** `auto` is the label that lets Signalbox choose; `constructor` is a key that every JavaScript object seems to have. */
const Id = z.string().regex(/^(?!(?:auto|constructor)$)[a-z0-9-]{1,39}$/, idRule);

const Line = z
  .string()
  .min(1)
  .max(100)
  .regex(/^\S(?:.*\S)?$/, "must be one line that neither starts nor ends with a space");

const durationRule = "must be a duration of at most 24 hours, such as 90s, 45m or 2h";
const Duration = z
  .string(durationRule)
  .regex(durationPattern, durationRule)
  .transform((text, context) => {
    const milliseconds = parseDuration(text);
    if (milliseconds !== null) return milliseconds;
    context.addIssue({ code: "custom", message: durationRule });
    return z.NEVER;
  });

const AgentLimits = z.strictObject({
  timeout: Duration.prefault("45m").describe(
    "How long one run may take: `90s`, `45m` or `2h`; at most 24 hours.",
  ),
});

/**
 * Work for finding out whether an agent could touch nothing: a config may have many agents, and this is only a hint. That `**` or a
 * whole folder is forbidden takes some dozens.
 */
const COVERED = { work: 4_000, characters: 6_000 } as const;

const Agent = z
  .strictObject({
    name: Line.optional().describe("How people call the agent; its id by default."),
    allow: GlobList.default([]).describe("Globs of the paths that the agent may change; none by default."),
    forbid: GlobList.default([]).describe(
      "Globs of paths that it may not change even where `allow` matches.",
    ),
    instructions: z
      .string()
      .max(8_000)
      .default("")
      .describe("Standing instructions that every run of the agent is given."),
    runner: z
      .enum(["command", "scripted"])
      .default("command")
      .describe("What does the work: a `command`, or `scripted` for demos and tests."),
    command: z
      .array(z.string().max(4_000))
      .max(100)
      .default([])
      .describe("For runner `command`: the program and its arguments; no shell is involved."),
    capacity: z.int().min(1).max(100).default(1).describe("How many tasks the agent works on at once."),
    limits: AgentLimits.prefault({}).describe("Limits of each run of this agent."),
  })
  .superRefine(({ allow, forbid }, context) => {
    const globs = [...allow, ...forbid];
    if (allow.length === 0 || globs.join("").length > COVERED.characters) return;
    const readable = globs.every((glob) => parseGlob(glob).ok);
    if (!readable || isInside(allow, forbid, COVERED.work).kind !== "inside") return;
    const message = "`forbid` covers all of it and wins, so the agent could touch nothing; narrow `forbid`";
    context.addIssue({ code: "custom", path: ["allow"], message });
  });

const checkRule = "must name a check other than Signalbox's own";
const CheckName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(?!signalbox\/)\S(?:.*\S)?$/, checkRule);
const App = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,99}$/, "must be the slug of a GitHub App, such as github-actions");
const ACTIONS = "github-actions";

const RequiredCheck = z
  .union([
    CheckName,
    z.strictObject({
      check: CheckName.describe("The check run's name."),
      app: App.default(ACTIONS).describe(
        "Slug of the GitHub App whose report counts; `github-actions` by default.",
      ),
    }),
  ])
  .transform((check) => (typeof check === "string" ? { check, app: ACTIONS } : check));

const branchRule = "must be the name of a branch outside of agent/";
/** A part of what Git allows (https://git-scm.com/docs/git-check-ref-format): no dot starts or ends a part, none are doubled. */
const Branch = z
  .string(branchRule)
  .max(100)
  .regex(/^(?!-|agent\/|refs\/)(?!.*\.lock(?:\/|$))[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*$/, branchRule);

const Gates = z
  .strictObject({
    require: z
      .array(z.enum(requirementNames))
      .max(100)
      .default([...requirementNames])
      .describe(
        "The gates that must pass before a pull request is ready, and `checks` for all named checks; every one by default. What is left out is judged and shown, and stops nothing.",
      ),
    checks: z
      .record(Id, RequiredCheck)
      .default({})
      .describe(
        "Checks that must succeed before a pull request is ready: a check run of GitHub Actions, or `{ check, app }`.",
      ),
    metrics: z
      .array(Metric)
      .max(50)
      .default([])
      .describe("Numbers in a check's JSON report, such as coverage, and the bounds that they must keep."),
    size: z
      .strictObject({
        files: z.int().min(1).max(3_000).default(100).describe("How many paths one pull request may change."),
        lines: z.int().min(1).max(1_000_000).default(3_000).describe("How many lines it may add."),
      })
      .prefault({})
      .describe("How large a change may be."),
    duplicates: z
      .strictObject({
        except: Globs.prefault([]).describe(
          "Files that may have one name in many folders, such as `**/routes.py`. Names that tools prescribe (`index.ts`, `README.md`, `package.json`), migrations and fixtures are never compared.",
        ),
      })
      .prefault({})
      .describe("Which new files of the same name are no duplicates."),
  })
  .superRefine(({ checks, metrics }, context) => {
    for (const { path, message } of metricProblems(metrics, checks, ACTIONS))
      context.addIssue({ code: "custom", path: ["metrics", ...path], message });
  });

const Merge = z.strictObject({
  approvals: z
    .int()
    .min(0)
    .max(10)
    .default(1)
    .describe("How many people with write access must approve the head commit."),
  requester: z
    .enum(["counts", "does-not-count"])
    .optional()
    .describe(
      "Whether the approval of the person who gave the task to its agent is one of them. Without it, `counts` under `signalbox up`, where one person is alone on their own machine, and `does-not-count` everywhere else.",
    ),
});

const Limits = z.strictObject({
  agents: z
    .int()
    .min(1)
    .max(1_000)
    .default(6)
    .describe("How many runs may be at work in the repository at once."),
  attempts: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe("How many attempts a task gets before a person decides."),
});

const Blockers = z.strictObject({
  urgent: Duration.prefault("15m").describe("For `urgent`."),
  high: Duration.prefault("1h").describe("For `high`."),
  normal: Duration.prefault("4h").describe("For `normal`."),
  low: Duration.prefault("1d").describe("For `low`."),
});

export const Config = z
  .strictObject({
    version: z.literal(1).default(1).describe("The version of this format."),
    agents: z
      .record(Id, Agent)
      .default({})
      .describe("The roster: each agent by its id, which labels and branches carry.")
      .transform(withNames),
    shared: z
      .array(SharedPaths)
      .max(50)
      .default([])
      .describe("Paths that no boundary gives to one agent alone, such as a manifest and its lock file."),
    gates: Gates.prefault({}).describe("What a pull request must pass."),
    naming: z.array(NamingRule).max(100).default([]).describe("Standards for names in what agents write."),
    content: z.array(ContentRule).max(100).default([]).describe("What no added line may hold."),
    canonical: z
      .array(CanonicalRule)
      .max(100)
      .default([])
      .describe("Files that may be copied, and whose copies must stay equal to them."),
    lint: z
      .enum(["advise", "require"])
      .default("advise")
      .describe(
        "What becomes of an issue that is vague, names no paths, leans on what was said elsewhere or does not say when it is done: its card says what is missing (`advise`), or it also waits until the issue says it (`require`).",
      ),
    commands: Commands.prefault({}).describe("How commands are typed in comments, and who may use them."),
    merge: Merge.prefault({}).describe("What people must do before a merge."),
    limits: Limits.prefault({}).describe("Limits of the whole repository."),
    blockers: Blockers.prefault({}).describe(
      "After how long without an answer a blocker of each severity is told again, and after as long once more to a person.",
    ),
    board: z
      .boolean()
      .default(false)
      .describe(
        "Whether an issue shows the board: every agent and task, blockers, conflicts, the review queue. It is opened with the first task and pinned once; a person who closes or unpins it has the last word.",
      ),
    ledger: Branch.default("signalbox/ledger").describe("The branch that records what happened."),
  })
  .superRefine(({ agents, shared }, context) => {
    for (const { path, message } of sharedProblems(shared, Object.keys(agents)))
      context.addIssue({ code: "custom", path: ["shared", ...path], message });
  })
  .meta({
    title: "Signalbox configuration",
    description: "Traffic control for coding agents: `.github/signalbox.yml`.",
  });
export type Config = z.infer<typeof Config>;

export type AgentConfig = Config["agents"][string];

/** An agent without a name is called by its id. */
function withNames(agents: Readonly<Record<string, z.infer<typeof Agent>>>) {
  return Object.fromEntries(
    Object.entries(agents).map(([id, agent]) => [id, { ...agent, name: agent.name ?? id }]),
  );
}
