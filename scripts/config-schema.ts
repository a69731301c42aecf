/** Writes `docs/signalbox.schema.json`, the editor's schema of the config file. A test checks that it is current. */
import { mkdir, writeFile } from "node:fs/promises";
import { configJsonSchema } from "../src/config/json-schema.ts";

const file = new URL("../docs/signalbox.schema.json", import.meta.url);
await mkdir(new URL(".", file), { recursive: true });
await writeFile(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
