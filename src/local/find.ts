/** Records by the names that the API uses for them; those that must be there throw 404. */
import { notFound } from "./api-error.ts";
import type { CheckRun, Comment, Issue, Label, Pull, User } from "./records.ts";
import type { World } from "./world.ts";

/** An issue, or a pull request's issue side, by number. */
export function findIssue(world: World, number: number): Issue {
  const [issue] = world.issues.where("number", number);
  if (!issue) throw notFound();
  return issue;
}

export function findPull(world: World, number: number): Pull {
  const [pull] = world.pulls.where("number", number);
  if (!pull) throw notFound();
  return pull;
}

export function findComment(world: World, id: number): Comment {
  const comment = world.comments.get(id);
  if (!comment) throw notFound();
  return comment;
}

export function findCheckRun(world: World, id: number): CheckRun {
  const run = world.checkRuns.get(id);
  if (!run) throw notFound();
  return run;
}

/** The issue side of a pull request. */
export function issueOf(world: World, pull: Pull): Issue {
  const issue = world.issues.get(pull.issueId);
  if (!issue) throw new Error(`pull request ${pull.number} has lost its issue`);
  return issue;
}

/** Labels are found without case, as on GitHub. */
export function labelNamed(world: World, name: string): Label | undefined {
  const wanted = name.toLowerCase();
  return world.labels.all().find((label) => label.name.toLowerCase() === wanted);
}

export function labelsOf(world: World, issue: Issue): readonly Label[] {
  return issue.labelIds.flatMap((id) => world.labels.get(id) ?? []);
}

/** Logins are found without case. */
export function userNamed(world: World, login: string): User | undefined {
  const wanted = login.toLowerCase();
  return world.users.all().find((user) => user.login.toLowerCase() === wanted);
}
