/** `npm run bundle`: writes `dist/` again. A test compares it with what the sources give. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { actionBundle } from "./bundle/action-bundle.ts";

const project = fileURLToPath(new URL("..", import.meta.url));
const dist = join(project, "dist");

const files = await actionBundle(project);
await rm(dist, { recursive: true, force: true });
await mkdir(dist);
for (const [name, text] of files) await writeFile(join(dist, name), text);
