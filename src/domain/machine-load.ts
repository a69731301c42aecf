/** How busy the machine is that the agents of a local run share, and from where on no further one is started. */

export interface MachineLoad {
  /** Fractions from 0 to 1 of what there is. */
  readonly cpu: number;
  readonly memory: number;
}

/** Above either of them no attempt starts. Fractions. */
export const loadLimits: MachineLoad = { cpu: 0.8, memory: 0.85 };

export function isOverloaded({ cpu, memory }: MachineLoad): boolean {
  // As people read it: "80 %" is never above a limit of 80 %.
  return percent(cpu) > percent(loadLimits.cpu) || percent(memory) > percent(loadLimits.memory);
}

/** Whole percent of a fraction. */
export function percent(fraction: number): number {
  return Math.round(fraction * 100);
}
