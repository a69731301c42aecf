/** What `signalbox up` says: where things are, what it asks, why it does not start, and what to type next. */
import { clip, plain } from "./markdown.ts";

export type CloneProblem =
  | "missing"
  | "none"
  | "refused"
  | "bare"
  | "inside-git"
  | "format"
  | "empty"
  | "detached"
  | "branch";

/** `said`: Git's own words, or the value seen. */
export function cloneProblemText(path: string, problem: CloneProblem, said: string): string {
  switch (problem) {
    case "missing":
      return `${path} does not exist. Go into a clone, or name one: signalbox up --repo PATH`;
    case "none":
      return `${path} is in no Git repository. Go into a clone, or name one: signalbox up --repo PATH`;
    case "refused":
      return `Git does not open ${path}: ${plain(said)}`;
    case "bare":
      return `${path} is a bare repository, which has no working tree. Clone it and go there: git clone ${path} FOLDER`;
    case "inside-git":
      return `${path} is inside of Git's own folder. Go to the working tree, the folder that holds .git`;
    case "format":
      return `${path} uses the object format ${plain(said)}; local mode reads sha1 only. Clone it anew in that format.`;
    case "empty":
      return `${path} has no commit yet, so there is nothing for agents to start from. Make one: git commit --allow-empty -m "First commit"`;
    case "detached":
      return `${path} has no branch that could be the default one: HEAD is detached, and there is neither origin/HEAD nor main nor master. Check a branch out: git switch -c main`;
    case "branch":
      return `The default branch of ${path} is named ${plain(said)}, where Signalbox keeps branches of its own (signalbox/ledger, agent/…). Rename it: git branch -m ${plain(said)} main`;
    default:
      return problem satisfies never;
  }
}

export const cloneText = {
  notCopied: (branch: string, said: string): string =>
    `The history of ${branch} could not be copied: ${plain(said)}`,
};

export interface Opening {
  readonly repository: string;
  readonly person: string;
  readonly branch: string;
  readonly commit: string;
  /** How the branch was chosen; null when this is not the first start. */
  readonly chosen: "origin" | "current" | "usual" | null;
  /** Signs in once. */
  readonly page: string;
  readonly agents: readonly string[];
  /** Agents that have no program to run. */
  readonly idle: readonly string[];
  /** Names of checks that nobody reports here. */
  readonly checks: readonly string[];
  readonly uncommitted: number;
  /** Whether the clone's branch has commits that were never pushed here. */
  readonly ahead: boolean;
  /** Where a remote `signalbox` of somebody else's leads; null when it is ours. */
  readonly foreignRemote: string | null;
  readonly origin: string;
  /** What is wrong with the config on the default branch. */
  readonly configProblem: string | null;
}

/** At the top of the live log. */
export function openingText(opening: Opening): string {
  const { repository, person, branch, commit, page, agents } = opening;
  const remote = opening.foreignRemote === null ? "signalbox" : opening.origin;
  const fetched = opening.foreignRemote === null ? `signalbox/${branch}` : "FETCH_HEAD";
  const get = opening.foreignRemote === null ? "git fetch signalbox" : `git fetch ${remote} ${branch}`;
  const agent = agents[0] ?? "<id>";
  return [
    `Signalbox is up for ${repository}, as ${person}. Its branch ${branch} is at ${commit.slice(0, 7)}${chosenText(opening)}.`,
    "",
    `  page     ${page}   (signs you in once)`,
    `  agents   ${agents.length === 0 ? "none" : agents.join(", ")}`,
    `  results  ${get} && git log ${fetched}`,
    "  stop     Ctrl-C",
    "",
    ...notes(opening),
    "Type in a second terminal, anywhere in the clone:",
    `  signalbox task new --title "What is to be done"`,
    `  signalbox task label <number> agent:${agent}`,
    "  signalbox task show <number>",
    "",
  ].join("\n");
}

function chosenText({ chosen, branch }: Opening): string {
  switch (chosen) {
    case "origin":
      return " (origin's default branch)";
    case "current":
      return " (the branch you are on)";
    case "usual":
      return ` (there is a branch ${branch})`;
    case null:
      return "";
    default:
      return chosen satisfies never;
  }
}

/** What a person should know before they wonder; each with the way out. */
function notes(opening: Opening): readonly string[] {
  const { branch, uncommitted, ahead, foreignRemote, origin, idle, checks, configProblem } = opening;
  const push = `git push ${foreignRemote === null ? "signalbox" : origin} ${branch}`;
  const pull = `git pull --rebase ${foreignRemote === null ? "signalbox" : origin} ${branch}`;
  const found = [
    configProblem === null
      ? null
      : `Nothing new starts: .github/signalbox.yml on ${branch} is not valid (${clip(plain(configProblem), 200)}). Mend and commit it, then: ${push}`,
    uncommitted === 0
      ? null
      : `Agents see commits only: ${uncommitted} uncommitted ${uncommitted === 1 ? "change" : "changes"} in the working tree ${uncommitted === 1 ? "is" : "are"} not seen.`,
    ahead ? `Your ${branch} has commits that agents do not see. To give them: ${pull} && ${push}` : null,
    foreignRemote === null
      ? null
      : `The clone has a remote named signalbox already (${plain(foreignRemote)}); it was left alone. This one is ${origin}`,
    idle.length === 0
      ? null
      : `No program to run yet for ${idle.join(", ")}: add \`command: [node, /path/to/agent.mjs]\` to each in .github/signalbox.yml, commit, and ${push}`,
    checks.length === 0
      ? null
      : `No CI runs here: the required ${checks.length === 1 ? "check" : "checks"} ${checks.join(", ")} will not report, and pull requests wait for it.`,
  ].filter((note) => note !== null);
  return found.length === 0 ? [] : [...found.map((note) => `  ${note}`), ""];
}

export function copyingText(branch: string, name: string): string {
  return `Copying the history of ${branch} of ${name} …`;
}

interface Planned {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly branch: string;
  /** Whether the config was made from the folders. */
  readonly proposed: boolean;
}

/** What would be committed, in full where a person must judge it. */
export function setUpText({ files, branch, proposed }: Planned): string {
  const config = files.find(({ path }) => path.endsWith("signalbox.yml"));
  const others = files.filter((file) => file !== config).map(({ path }) => path);
  const why = proposed
    ? `There is no .github/signalbox.yml on ${branch}. Proposed from its folders:`
    : "To be the config:";
  return [
    ...(config === undefined
      ? []
      : [
          why,
          "",
          ...config.text
            .trimEnd()
            .split("\n")
            .map((line) => `    ${line}`),
          "",
        ]),
    ...(others.length === 0
      ? []
      : [
          `${config === undefined ? "Missing on" : "Beside it, for"} ${branch}: ${others.join(", ")}, which local mode dispatches.`,
          "",
        ]),
    `This becomes one commit ("Set up Signalbox") on ${branch} of Signalbox's own copy; your branches and files stay as they are.`,
  ].join("\n");
}

export const setUpQuestion = "Commit it? [y/N] ";

/** `config`: the file that was named with `--config`. */
export function consentMissingText(config: string | null): string {
  const own = "\nFor a config of your own: signalbox up --yes --config FILE";
  return `Nothing was changed: this is no terminal, so nobody can be asked. If you agree, type: signalbox up --yes${config === null ? own : ` --config ${config}`}`;
}

export function refusedText(): string {
  return "Nothing was changed. To use a config of your own: signalbox up --config FILE";
}

export function nothingToProposeText(branch: string): string {
  return `No config can be proposed: ${branch} has no file outside of folders such as .github. Write one and type: signalbox up --config FILE`;
}

export function commandUnusedText(branch: string): string {
  return `--command is for a proposed config, and ${branch} has one already. It stays as it is. To change it, stop, and type:\n  git fetch signalbox && git show signalbox/${branch}:.github/signalbox.yml > signalbox.yml\n  (edit signalbox.yml)\n  signalbox up --config signalbox.yml`;
}

export function alreadyRunningText(pid: number, url: string): string {
  return `Signalbox is already running for this clone (process ${pid}): ${url}\nUse it with \`signalbox task list\`, or end it with Ctrl-C in its terminal. A new address that signs you in is printed at each start.`;
}

export function startingElsewhereText(): string {
  return "Another signalbox is just starting or ending for this clone. Wait a moment, then type: signalbox task list, or signalbox up";
}

interface AtWork {
  readonly task: number;
  readonly agent: string;
  readonly attempt: number;
}

/** After the first Ctrl-C. */
export function stoppingText(atWork: readonly AtWork[]): string {
  if (atWork.length === 0) return "Stopping.";
  const names = atWork
    .map(({ agent, task, attempt }) => `${agent} (#${task}, attempt ${attempt})`)
    .join(", ");
  return `Stopping: nothing new starts. Still at work: ${names}. Ctrl-C again ends ${atWork.length === 1 ? "it" : "them"} now; the next start goes on from there.`;
}

export function endingNowText(): string {
  return "Ending now.";
}

export function stoppedText(): string {
  return "Stopped. `signalbox up` goes on from here.";
}
