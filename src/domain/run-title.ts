/** The title of an agent's workflow run, `run-name: "#${{ inputs.task }} attempt ${{ inputs.attempt }}"`: by it a run is found again. */
export interface RunTitle {
  readonly task: number;
  readonly attempt: number;
}

export function formatRunTitle({ task, attempt }: RunTitle): string {
  return `#${task} attempt ${attempt}`;
}

/** Reads the title; null for any other run's. */
export function parseRunTitle(title: string): RunTitle | null {
  const match = /^#([1-9][0-9]{0,9}) attempt ([1-9][0-9]{0,5})$/.exec(title);
  return match ? { task: Number(match[1]), attempt: Number(match[2]) } : null;
}
