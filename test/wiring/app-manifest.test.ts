/** R48: `app.yml`, the link that `serve` prints, the tokens and the code ask for the same, and for no more than they need. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { z } from "zod";
import { appEvents, appPermissions, repositoryPermissions } from "../../src/domain/app-manifest.ts";
import { setupText } from "../../src/text/serve-setup.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "app.yml"), "utf8");
const manifest = z
  .object({
    public: z.literal(false),
    hook_attributes: z.object({ url: z.string(), active: z.literal(true) }),
    default_events: z.array(z.string()),
    default_permissions: z.record(z.string(), z.string()),
  })
  .parse(parseDocument(text).toJS());

test("app.yml grants what the orchestrator's token asks for, and nothing else", () => {
  expect(manifest.default_permissions).toEqual(repositoryPermissions);
});

test("app.yml subscribes to the events that the list names", () => {
  expect(manifest.default_events).toEqual(Object.keys(appEvents));
});

test("each permission and event stands under its reason", () => {
  for (const [name, { level, reason }] of Object.entries(appPermissions))
    expect(text).toContain(`  # ${reason}\n  ${name}: ${level}\n`);
  for (const [name, reason] of Object.entries(appEvents))
    expect(text).toContain(`  # ${reason}\n  - ${name}\n`);
});

test("webhooks go where the server takes them in", () => {
  expect(new URL(manifest.hook_attributes.url).pathname).toBe("/api/github/webhooks");
});

test("the link that `serve` prints fills the form in with the same", () => {
  const url = /https:\/\/github\.com\/settings\/apps\/new\?\S+/.exec(
    setupText([], "https://api.github.com"),
  )?.[0];
  const query = new URL(url ?? "").searchParams;
  for (const [name, level] of Object.entries(manifest.default_permissions))
    expect(query.get(name)).toBe(level);
  expect(query.getAll("events[]")).toEqual(manifest.default_events);
});

test("on Enterprise Server the link leads to its own pages", () => {
  expect(setupText([], "https://ghe.example/api/v3")).toContain("https://ghe.example/settings/apps/new?");
});

/** What each call of `src/github` needs: https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
const needed: Readonly<
  Record<string, readonly [permission: keyof typeof appPermissions, level: "read" | "write"]>
> = {
  "actions.cancelWorkflowRun": ["actions", "write"],
  "actions.createWorkflowDispatch": ["actions", "write"],
  "actions.listWorkflowRunsForRepo": ["actions", "read"],
  "actions.downloadArtifact": ["actions", "read"],
  "actions.getWorkflowRun": ["actions", "read"],
  "actions.listWorkflowRunArtifacts": ["actions", "read"],
  "checks.listForRef": ["checks", "read"],
  "git.createBlob": ["contents", "write"],
  "git.createCommit": ["contents", "write"],
  "git.createRef": ["contents", "write"],
  "git.createTree": ["contents", "write"],
  "git.getCommit": ["contents", "read"],
  "git.getTree": ["contents", "read"],
  "git.updateRef": ["contents", "write"],
  "issues.create": ["issues", "write"],
  "issues.createComment": ["issues", "write"],
  "issues.createLabel": ["issues", "write"],
  "issues.getLabel": ["issues", "read"],
  "pulls.create": ["pull_requests", "write"],
  "repos.compareCommitsWithBasehead": ["contents", "read"],
  "repos.getCollaboratorPermissionLevel": ["metadata", "read"],
  addLabelsToLabelable: ["issues", "write"],
  addReaction: ["issues", "write"],
  closeIssue: ["issues", "write"],
  createCheckRun: ["checks", "write"],
  createCommitOnBranch: ["contents", "write"],
  pinIssue: ["issues", "write"],
  removeLabelsFromLabelable: ["issues", "write"],
  statusCheckRollup: ["statuses", "read"],
  updateCheckRun: ["checks", "write"],
  updateIssue: ["issues", "write"],
  updateIssueComment: ["issues", "write"],
  updatePullRequest: ["pull_requests", "write"],
};

// A plan is filed in a person's name, with their token.
const code = globSync("src/github/*.ts", { cwd: root, exclude: ["src/github/plan-issues.ts"] })
  .map((path) => readFileSync(join(root, path), "utf8"))
  .join("\n");

test("every call in src/github has a row, and every row a call", () => {
  const rest = [...code.matchAll(/\brest\s*\.(\w+)\s*\.(\w+)\s*\(|\.rest\.(\w+)\s*\n\s*\.(\w+)\(/g)].map(
    ([, group, method, otherGroup, otherMethod]) => `${group ?? otherGroup}.${method ?? otherMethod}`,
  );
  const mutations = [
    ...code.matchAll(/mutation: "(\w+)"|part\("(\w+)"|mutation Record[^}]*?\{\s*(\w+)\(/g),
  ].map(([, one, two, three]) => one ?? two ?? three ?? "");
  const called = new Set([...rest, ...mutations, "statusCheckRollup"]);
  expect([...called].toSorted()).toEqual(Object.keys(needed).toSorted());
});

test("no permission is asked for that no call needs, and none higher than the highest that one needs", () => {
  for (const [name, { level }] of Object.entries(appPermissions)) {
    const levels = Object.values(needed)
      .filter(([permission]) => permission === name)
      .map(([, wanted]) => wanted);
    expect([name, levels.includes("write") ? "write" : levels[0]]).toEqual([name, level]);
  }
});
