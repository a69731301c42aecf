/** The page of task states, from the one table of how a task may move. */
import { attemptCauses, attemptEnds } from "../../src/domain/attempt.ts";
import { stateTable, taskStates } from "../../src/domain/task-state.ts";
import { markdownTable } from "./table.ts";

const causes: Readonly<Record<(typeof attemptCauses)[number], string>> = {
  first: "The task's turn came.",
  resume: "A person answered a question, or gave an escalated task another chance.",
  rework: "A patch was refused, a gate or a check failed; the reasons are in the packet.",
  retry: "The run failed or was lost, or a person typed `/retry`.",
};

const ends: Readonly<Record<(typeof attemptEnds)[number], string>> = {
  complete: "The patch was published to the task's branch.",
  outside: "The patch left the task's reach. Nothing was published; `rework` follows.",
  unfit:
    "The patch broke another rule that holds before anything is on a branch: a secret, a file that steers people or CI, a disguised path, its size. Nothing was published; `rework` follows.",
  empty: "The run called itself complete and changed nothing; `rework` follows.",
  blocked:
    "The run asks. What it has within reach is saved on the branch, without a pull request; the task is `blocked` until `/unblock`, and the next attempt goes on from there.",
  refused: "The agent will not do this. The task is `escalated`.",
  failed: "The agent could not do it this time; `retry` follows after a pause.",
  lost: "The run ended without a word; `retry` follows.",
  stopped:
    "A person typed `/stop`. Nothing of it was published, and it counts against no limit; `/retry` starts another one.",
};

export function statesPage(): string {
  const states = taskStates.map((state) => {
    const { meaning, next } = stateTable[state];
    return [`\`status:${state}\``, `${meaning}.`, next.map((each) => `\`${each}\``).join(", ") || "–"];
  });
  return `# Task states

<!-- Made by scripts/docs.ts from src/domain/task-state.ts and src/domain/attempt.ts. Edit those. -->

A task is in exactly one state, and its issue carries exactly one \`status:*\` label. _Held_ is not a state: a held task
keeps its state and carries the label \`hold\`.

${markdownTable(["Label", "Meaning", "May become"], states)}

\`\`\`mermaid
stateDiagram-v2
${taskStates.flatMap((from) => stateTable[from].next.map((to) => `  ${from} --> ${to}`)).join("\n")}
\`\`\`

Every open state leads to \`done\`, because a person may merge at any time. An issue that is closed, or whose \`agent:*\`
label a person takes off, leaves Signalbox's care from any state: the lease is released, the ledger archives the task as
dropped, and Signalbox's labels go.

## Attempts

An attempt is one numbered run of an agent at a task. Its number is the fencing token: what an older attempt brings is
refused. From its first attempt to its end a task holds its lease, also while it waits for a review or an answer.

${markdownTable(
  ["Cause", "Why it was started"],
  attemptCauses.map((cause) => [`\`${cause}\``, causes[cause]]),
)}

${markdownTable(
  ["End", "What it means"],
  attemptEnds.map((end) => [`\`${end}\``, ends[end]]),
)}

\`first\`, \`rework\` and \`retry\` count against \`limits.attempts\`; \`resume\` does not.
`;
}
