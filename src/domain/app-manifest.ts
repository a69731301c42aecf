/** What the GitHub App asks for when it is made: permissions and events, the least that the code needs, each with its reason. */
export interface Permission {
  readonly level: "read" | "write";
  readonly reason: string;
}

/** https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
export const appPermissions = {
  actions: { level: "write", reason: "starts the workflow runs of agents, and reads how they ended" },
  checks: { level: "write", reason: "reports each gate as a check run, and reads the other checks" },
  contents: {
    level: "write",
    reason: "reads the config, keeps the ledger branch, and moves the agents' branches to judged commits",
  },
  issues: { level: "write", reason: "reads tasks, comments and labels, and writes the card and the labels" },
  metadata: {
    level: "read",
    reason: "lists the repositories, and asks what a person may do (GitHub grants it to every App)",
  },
  pull_requests: { level: "write", reason: "opens and updates the agents' pull requests, and reads reviews" },
  statuses: {
    level: "read",
    reason: "GitHub refuses a commit's list of checks to whoever may not read the commit statuses among them",
  },
} as const satisfies Readonly<Record<string, Permission>>;

/** What the token of the orchestrator may do, on its one repository. */
export const repositoryPermissions: Readonly<Record<string, "read" | "write">> = Object.fromEntries(
  Object.entries(appPermissions).map(([name, { level }]) => [name, level]),
);

/** What a clone needs, and a look at whether a repository has a config. */
export const readerPermissions = { contents: "read", metadata: "read" } as const;

/** What the list of an installation's repositories needs: it cannot name one repository. */
export const listPermissions = { metadata: "read" } as const;

/**
 * Events are hints, and a lost one is made good by the next resync; but without them a task would wait that long. Those of the
 * installation itself reach every App without being asked for.
 */
export const appEvents = {
  check_run: "another check of a pull request ended, or somebody wants one of ours again",
  issue_comment: "somebody typed a command or answered a question",
  issues: "a task was opened, edited, labelled or closed",
  pull_request: "an agent's pull request was pushed to, closed or merged",
  pull_request_review: "somebody approved or asked for changes",
  push: "the config, a branch or the ledger changed",
  repository: "the repository was renamed, transferred, archived or deleted",
  workflow_run: "an agent's run started or ended",
} as const satisfies Readonly<Record<string, string>>;
