/** The workflow that runs an attempt: dispatched on the default branch, and found again by its run's title. */
export const WORKFLOW_FILE = "signalbox-agent.yml";

export const WORKFLOW_PATH = `.github/workflows/${WORKFLOW_FILE}`;
