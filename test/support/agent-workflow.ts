/** The workflow that a dispatch names, as a file of a repository; the embedded GitHub does not interpret it. */
export const agentWorkflow = {
  ".github/workflows/signalbox-agent.yml": `name: signalbox-agent
run-name: "#\${{ inputs.task }} attempt \${{ inputs.attempt }}"
on:
  workflow_dispatch:
    inputs:
      task: { required: true }
      attempt: { required: true }
jobs: {}
`,
} as const;
