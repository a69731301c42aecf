/** The order of a plan's tasks: who comes before whom, circles, and what may run at once. All ids are taken to be different. */
import type { Plan, PlanTask } from "./plan.ts";

/** Each circle once, as the ids on the way round. */
export function planCircles({ tasks }: Plan): readonly (readonly string[])[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const circles: string[][] = [];
  const finished = new Set<string>();
  const visit = (id: string, way: readonly string[]): void => {
    const start = way.indexOf(id);
    if (start >= 0) {
      circles.push(way.slice(start));
      return;
    }
    if (finished.has(id)) return;
    for (const on of byId.get(id)?.dependencies ?? []) visit(on, [...way, id]);
    finished.add(id);
  };
  for (const { id } of tasks) visit(id, []);
  return circles;
}

/** Waves of tasks: each may start when those before it are done. In the order of the file within a wave; circles are in none. */
export function planWaves({ tasks }: Plan): readonly (readonly PlanTask[])[] {
  const waves: PlanTask[][] = [];
  const placed = new Set<string>();
  for (let rest = [...tasks]; rest.length > 0; ) {
    const wave = rest.filter(({ dependencies }) => dependencies.every((on) => placed.has(on)));
    if (wave.length === 0) break;
    waves.push(wave);
    for (const { id } of wave) placed.add(id);
    rest = rest.filter(({ id }) => !placed.has(id));
  }
  return waves;
}

/** Pairs of tasks of which neither waits for the other, in the order of the file. */
export function parallelPairs(plan: Plan): readonly (readonly [PlanTask, PlanTask])[] {
  const before = new Map<string, ReadonlySet<string>>();
  for (const { id, dependencies } of planWaves(plan).flat())
    before.set(id, new Set(dependencies.flatMap((on) => [on, ...(before.get(on) ?? [])])));
  const ordered = (a: PlanTask, b: PlanTask) => before.get(b.id)?.has(a.id) || before.get(a.id)?.has(b.id);
  return plan.tasks.flatMap((a, at) =>
    plan.tasks.slice(at + 1).flatMap((b) => (ordered(a, b) ? [] : [[a, b] as const])),
  );
}
