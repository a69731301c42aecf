/** Copies a world's folder while nothing is written: the database by SQLite, Git's objects as hard links, for they never change. */
import { copyFile, link, mkdir, readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import type { World } from "./world.ts";

/** To be called in a transaction, so that records and refs are of one moment. */
export async function copyWorld(world: World, from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  world.copyTo(join(to, "github.sqlite"));
  await copyRepository(join(from, "origin.git"), join(to, "origin.git"));
}

async function copyRepository(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(from.length + 1);
    // A temporary object or index belongs to a Git process of the world that is copied.
    if (/(^|\/)(tmp_|index-)/.test(path) || path.endsWith(".lock")) continue;
    if (entry.isDirectory()) await mkdir(join(to, path), { recursive: true });
    else if (path.startsWith(`objects${sep}`)) await link(join(from, path), join(to, path));
    else await copyFile(join(from, path), join(to, path));
  }
}
