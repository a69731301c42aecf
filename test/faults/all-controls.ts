/** All negative controls: every file of `controls/` exports a list of them. */
import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Control } from "./control.ts";

const Controls = z.array(
  z.strictObject({
    row: z.string(),
    protection: z.string(),
    file: z.string(),
    find: z.string(),
    replace: z.string(),
    test: z.string(),
  }),
);

export async function allControls(): Promise<readonly Control[]> {
  const folder = join(import.meta.dirname, "controls");
  const lists = globSync("*.ts", { cwd: folder })
    .toSorted()
    .map(async (name): Promise<readonly Control[]> => {
      const exported: unknown = await import(pathToFileURL(join(folder, name)).href);
      return Object.values(z.record(z.string(), Controls).parse(exported)).flat();
    });
  return (await Promise.all(lists)).flat();
}

/** What must be so for a control to be tried; null when it is. */
export function controlProblem(control: Control, source: string): string | null {
  const times = source.split(control.find).length - 1;
  if (times !== 1)
    return `what it takes away stands ${times} times in ${control.file}, and must stand there once`;
  return control.find === control.replace ? "it changes nothing" : null;
}
