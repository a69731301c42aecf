/** A folder of 4,000 small source files, and the edit of 3,000 of them. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export const CHANGED = 3_000;
const ALL = 4_000;

export async function writeFiles(folder: string): Promise<void> {
  await write(folder, ".github/signalbox.yml", config);
  for (let at = 0; at < ALL; at += 1) await write(folder, pathOf(at), textOf(at));
}

export async function editFiles(folder: string): Promise<void> {
  for (let at = 0; at < CHANGED; at += 1)
    await write(folder, pathOf(at), `${textOf(at)}export const more${at} = ${at};\n`);
}

/** All of the change is within bounds: it is read and judged to its end. */
const config = `agents:
  all: { allow: ["packages/**"] }
gates:
  size: { files: ${CHANGED}, lines: 100000 }
`;

function pathOf(at: number): string {
  return `packages/p${at % 40}/src/part${at % 13}/file${at}.ts`;
}

function textOf(at: number): string {
  return Array.from({ length: 20 }, (_, line) => `export const v${at}x${line} = ${line};\n`).join("");
}

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
