/** The config that `signalbox up` proposes, as the file that it becomes. */
interface Proposed {
  readonly id: string;
  readonly allow: readonly string[];
  readonly forbid: readonly string[];
}

/** `command`: what every agent runs; null where nobody has said. */
export function proposedConfigText(agents: readonly Proposed[], command: readonly string[] | null): string {
  const [first] = agents;
  return [
    "# Which agent may change what. Proposed by `signalbox up` from the folders of this repository; change it as you like.",
    "# A task is an issue with a label such as agent:<id>. An agent's change outside of `allow` is refused.",
    "version: 1",
    "agents:",
    ...agents.flatMap(({ id, allow, forbid }) => [
      `  ${quoted(id)}:`,
      `    allow: ${list(allow)}`,
      ...(forbid.length > 0 ? [`    forbid: ${list(forbid)}`] : []),
      ...(command === null ? [] : [`    command: ${list(command)}`]),
    ]),
    ...(command === null
      ? [
          "# No agent can start yet: each needs the program that does its work, such as",
          `#   ${first?.id ?? "docs"}:`,
          `#     command: ["node", "/path/to/agent.mjs"]`,
          "# It finds its task in the file $SIGNALBOX_PACKET, works in the current folder, and writes $SIGNALBOX_OUTCOME.",
        ]
      : []),
    "merge:",
    "  approvals: 1   # how many people must approve before a merge",
    "",
  ].join("\n");
}

/** JSON is YAML, and quotes what needs it. */
function list(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;
}

/** An id of digits alone would be a number. */
function quoted(id: string): string {
  return /^[a-z][a-z-]*[a-z]$/.test(id) && !reserved.includes(id) ? id : JSON.stringify(id);
}

/** Words that YAML 1.1 reads as truths; an id may be one, but not without quotes in every tool. */
const reserved = ["yes", "no", "on", "off", "true", "false", "null"];

/** The workflow that local mode dispatches: it only has to be there, and its name says which attempt a run is. */
export function localWorkflowText(): string {
  return [
    "# What Signalbox dispatches for each attempt. The run's name is how Signalbox finds a run again, so keep it as it is.",
    "#",
    "# This one is for local mode: `signalbox up` plays the run itself on your machine, and nobody reads the jobs. On github.com",
    "# it would only fail; see Signalbox's README for the workflow that runs agents there.",
    "name: Signalbox agent",
    `run-name: "#\${{ inputs.task }} attempt \${{ inputs.attempt }}"`,
    "on:",
    "  workflow_dispatch:",
    "    inputs:",
    "      task: { description: Number of the issue, required: true, type: string }",
    "      attempt: { description: Number of the attempt, required: true, type: string }",
    "permissions: {}",
    "jobs:",
    "  agent:",
    "    runs-on: ubuntu-24.04",
    "    timeout-minutes: 1",
    "    steps:",
    `      - run: echo "This run is played by signalbox up, on a machine of your own." && exit 1`,
    "",
  ].join("\n");
}
