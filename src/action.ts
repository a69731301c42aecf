/** The GitHub Action. Reads what the runner tells, calls one function, prints. Fails red: with an annotation that says what to do. */
import { appendFileSync, readFileSync } from "node:fs";
import { endGroup, error, getInput, info, setOutput, setSecret, startGroup, warning } from "@actions/core";
import { type ActionProblem, failedText, problemText } from "./text/action-problem.ts";
import { withCauses } from "./text/with-causes.ts";
import { workflowLogLine, workflowLogText } from "./text/workflow-log.ts";
import { runAction } from "./wiring/run-action.ts";

for (const event of ["uncaughtException", "unhandledRejection"] as const) process.on(event, fail);
try {
  process.exitCode = await runAction(
    { input: (name) => getInput(name), env: process.env, event: readEvent(process.env["GITHUB_EVENT_PATH"]) },
    {
      mask: setSecret,
      group: (title, lines) => {
        startGroup(title);
        for (const line of lines) info(workflowLogLine(line));
        endGroup();
      },
      error: report,
      annotate: ({ level, title, message, place }) => {
        const at = place && { file: place.file, ...(place.line === null ? {} : { startLine: place.line }) };
        (level === "error" ? error : warning)(workflowLogText(message), { title, ...at });
      },
      output: setOutput,
      summary: async (markdown) => writeSummary(process.env["GITHUB_STEP_SUMMARY"], markdown),
    },
  );
} catch (problem) {
  fail(problem);
}

/** What nobody caught. The process ends here: after it, nothing that it would do could be trusted. */
function fail(problem: unknown): never {
  report(failedText(withCauses(problem), null));
  process.exit(1);
}

function report(problem: ActionProblem): void {
  const place = problem.place && { file: problem.place.file, startLine: problem.place.line };
  error(workflowLogLine(problemText(problem)), { title: "Signalbox", ...place });
}

function readEvent(path: string | undefined): string | null {
  try {
    return path ? readFileSync(path, "utf8") : null;
  } catch {
    return null;
  }
}

/** A server that knows no summaries names no file: the log says the same. */
function writeSummary(path: string | undefined, markdown: string): void {
  if (path) appendFileSync(path, `${markdown}\n`);
}
