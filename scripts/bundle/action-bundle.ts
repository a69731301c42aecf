/** The files of `dist/`, made from `src/action.ts`: what GitHub runs where nothing is installed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

/**
 * Loaded for one thing that we do not use: `@actions/core` gets OpenID tokens over HTTP, by a client with an agent of its own. Whatever
 * of these nobody asks for is left out.
 */
const WITHOUT_EFFECT = /\/node_modules\/(?:@actions\/|undici\/|tunnel\/)/;

/** From file name to text; `project` is the folder with `package.json`. The same sources give the same bytes, wherever they lie. */
export async function actionBundle(project: string): Promise<ReadonlyMap<string, string>> {
  const bundle = await rolldown({
    cwd: project,
    input: join(project, "src/action.ts"),
    platform: "node",
    treeshake: { moduleSideEffects: (id) => !WITHOUT_EFFECT.test(id) },
    // Would write the path of each module into the file.
    experimental: { attachDebugInfo: "none" },
    onLog: (level, { message }) => {
      if (level === "warn") throw new Error(message);
    },
  });
  const {
    output: [entry, ...others],
  } = await bundle.generate({
    format: "esm",
    codeSplitting: false,
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await bundle.close();
  if (others.length > 0) throw new Error("the Action is meant to be one file");
  return new Map([
    ["action.js", entry.code],
    // The Action must be a module also where no other package.json says so.
    ["package.json", '{ "private": true, "type": "module" }\n'],
    ["LICENSES.txt", licences(project, entry.moduleIds)],
  ]);
}

/** The licences of the packages whose code is in the bundle, which ask to be handed on with it. */
function licences(project: string, modules: readonly string[]): string {
  const names = modules.flatMap(
    (id) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(id)?.[1] ?? [],
  );
  return [...new Set(names)]
    .toSorted()
    .map((name) => {
      const folder = join(project, "node_modules", name);
      const file = readdirSync(folder).find((each) => /^licen[cs]e(?:\.|$)/i.test(each));
      if (file === undefined) throw new Error(`${name} comes without a licence`);
      return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
    })
    .join(`\n${"-".repeat(72)}\n\n`);
}
