/** A Vite plugin that takes one protection away while its module is loaded: no file changes, and production code knows nothing of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vitest/config";
import { controlProblem } from "./all-controls.ts";
import type { Control } from "./control.ts";
import { root } from "./titled-tests.ts";

/** `taken` says which control is being tried; null for none. */
export function takeAway(taken: () => Control | null): Plugin {
  return {
    name: "signalbox:take-away",
    enforce: "pre",
    load: (id) => {
      const control = taken();
      const file = id.split("?")[0];
      if (control === null || file !== join(root, control.file)) return null;
      const source = readFileSync(file, "utf8");
      const problem = controlProblem(control, source);
      if (problem !== null) throw new Error(problem);
      return source.replace(control.find, () => control.replace);
    },
  };
}
