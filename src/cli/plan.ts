/** `signalbox plan apply`: files the issues of a plan, each once, after it was looked at as a whole. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { askStanding } from "../github/ask.ts";
import { type Client, createClient } from "../github/client.ts";
import { readTokenOwner } from "../github/plan-issues.ts";
import { configOf } from "../github/standing.ts";
import { type PlanProblem, readPlan } from "../planning/plan.ts";
import { planProblems } from "../planning/plan-problems.ts";
import {
  planAppliedText,
  planDoublesText,
  planFileText,
  planMayNotWriteText,
  planNoConfigText,
  planNoPersonText,
  planRefusedText,
  planStrangersText,
  planUnansweredText,
} from "../text/plan.ts";
import { type AppliedPlan, applyPlan } from "../wiring/apply-plan.ts";
import { systemClock } from "../wiring/clock.ts";
import { UnfitClone } from "../wiring/local-clone.ts";
import { defineCommand, type Io, WrongUse } from "./command.ts";
import { onGitHub } from "./github-client.ts";
import { signIn } from "./task/desk.ts";

const usage = `signalbox plan apply FILE [--dry-run] [--repo OWNER/NAME | --as LOGIN] [--json]

Files the tasks of a plan as issues: each once, after those that it waits for, with its scope, its dependencies and the label of its
agent. The whole plan is checked first: circles, unknown agents, files out of an agent's boundary, tasks that would be in each other's
way, and descriptions that leave an agent guessing. Run it again at any time: what is there is left as it is.

FILE is JSON (or YAML):
  { "plan": "frontend-refactor",
    "tasks": [{ "id": "tests", "type": "test", "description": "What is to be done", "success": ["How to tell that it is done"],
                "dependencies": ["analysis"], "files": ["test/**"], "agent": "testing", "title": "May be left out" }] }

  --dry-run           check it and show what would be filed; file nothing
  --repo OWNER/NAME   a repository on GitHub, with a token of your own in GITHUB_TOKEN (GITHUB_API_URL for GitHub Enterprise Server)
  --as LOGIN          act as somebody that \`signalbox up --user LOGIN=ROLE\` added
  Without --repo, in a clone that \`signalbox up\` runs for.
  --json              print { plan, ok, problems: [{ line, column, path, message }], tasks: [{ id, issue, state, title, agent, dependencies }] }
  --help              print this

Exit code 0: filed, or there already. 1: refused, with every problem named. 2: wrong use or no usable config. 3: something failed.`;

export const plan = defineCommand({
  name: "plan",
  usage,
  options: { repo: { type: "string" }, as: { type: "string" }, "dry-run": { type: "boolean" } },
  positionals: 2,
  run: async (values, [verb, file], io) => {
    if (verb !== "apply" || file === undefined) throw new WrongUse("name a plan: plan apply FILE");
    const { json = false, "dry-run": dryRun = false } = values;
    const read = readPlan(await readPlanText(file, io));
    const refuse = (name: string | null, problems: readonly PlanProblem[]): number => {
      if (json) io.out(report({ plan: name, problems, issues: [] }));
      else io.err(planRefusedText(file, problems));
      return 1;
    };
    if (!read.ok) return refuse(null, read.problems);
    const at = await placeOf(values, io);
    if (at === null) return 2;
    const config = await readConfig(at);
    if (typeof config === "string") {
      io.err(config);
      return 2;
    }
    const problems = planProblems(read.plan, config);
    if (problems.length > 0)
      return refuse(
        read.plan.plan,
        problems.map(({ path, message }) => ({ ...read.at(path), message })),
      );
    const refusal = dryRun ? null : await whyNotPerson(at);
    if (refusal !== null) {
      io.err(refusal);
      return 1;
    }
    const applied = await applyPlan({ ...at, plan: read.plan, dryRun });
    io.out(
      json
        ? report({ plan: read.plan.plan, problems: [], issues: applied.issues })
        : planAppliedText(read.plan.plan, file, applied.issues.map(shown), dryRun),
    );
    for (const line of warnings(applied)) io.err(line);
    if (applied.unanswered === null) return 0;
    io.err(planUnansweredText(applied.unanswered.id, file));
    return 3;
  },
});

interface Place {
  readonly client: Client;
  readonly repository: RepositoryAddress;
}

async function readPlanText(file: string, { cwd }: Io): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(resolve(cwd, file)));
  } catch (error) {
    throw new WrongUse(planFileText(file, error instanceof Error ? error.message : String(error)));
  }
}

/** Null when there is no such place; why, was said. */
async function placeOf(
  { repo, as }: { readonly repo?: string | undefined; readonly as?: string | undefined },
  io: Io,
): Promise<Place | null> {
  if (repo !== undefined && as !== undefined)
    throw new WrongUse(
      "--as is for a clone that `signalbox up` runs for; on GitHub, GITHUB_TOKEN says who you are",
    );
  if (repo !== undefined) return onGitHub(repo, io);
  try {
    const { access, user } = await signIn(io.cwd, as);
    const { rest: baseUrl, owner, name } = access;
    const client = createClient({
      baseUrl,
      token: async () => user.token,
      clock: systemClock,
      writeSpacing: 0,
    });
    return { client, repository: { owner, name } };
  } catch (error) {
    if (!(error instanceof UnfitClone)) throw error;
    io.err(`${error.message}\nOr name a repository on GitHub: --repo OWNER/NAME`);
    return null;
  }
}

/** The rules on the default branch, or why they cannot be used. */
async function readConfig({ client, repository }: Place): Promise<Config | string> {
  const found = configOf(await askStanding(client, repository));
  if (found === null) return planNoConfigText(null);
  const parsed = parseConfig(found.text);
  return parsed.ok ? parsed.config : planNoConfigText(parsed.problems[0]?.message ?? "");
}

async function whyNotPerson({ client, repository }: Place): Promise<string | null> {
  const person = await readTokenOwner(client, repository);
  if (person === null) return planNoPersonText();
  return person.mayWrite ? null : planMayNotWriteText(person.login);
}

function warnings({ doubles, strangers }: AppliedPlan): readonly string[] {
  return [
    ...(doubles.length > 0
      ? [planDoublesText(doubles.map(({ mark, ...double }) => ({ ...double, task: mark.task })))]
      : []),
    ...(strangers.length > 0 ? [planStrangersText(strangers)] : []),
  ];
}

function shown({ task, title, number, state }: AppliedPlan["issues"][number]) {
  const { id, agent, dependencies } = task;
  return { id, title, agent, dependencies, number, state };
}

function report({
  plan,
  problems,
  issues,
}: {
  readonly plan: string | null;
  readonly problems: readonly PlanProblem[];
  readonly issues: AppliedPlan["issues"];
}): string {
  const tasks = issues.map(shown).map(({ number: issue, ...task }) => ({ ...task, issue }));
  return JSON.stringify({ plan, ok: problems.length === 0, problems, tasks }, null, 2);
}
