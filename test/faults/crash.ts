/**
 * E1, by enumeration: the play is run once, and the whole world is copied just before each write of Signalbox is sent. Each copy is a
 * crash: whatever the process knew is gone, and a new one starts on the copy. For a process without memory a crash after a write was
 * carried out, but before its answer came or was recorded, is the same as one before the next write: the copy of that.
 */
import { cpSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, resumeScene, type Scene } from "../support/scene.ts";
import { createSceneClock } from "../support/scene-clock.ts";
import { noteHits } from "./hits.ts";
import { brokenInvariants } from "./invariants.ts";
import { pictureOf } from "./picture.ts";
import { readWorld } from "./reading.ts";
import { playOut, rules, twoTasks } from "./two-tasks.ts";

export interface Crash {
  /** The write that was about to be sent. */
  readonly before: string;
  /** The copied world. */
  readonly dir: string;
  /** Its time: seconds ahead of ours. */
  readonly ahead: number;
}

export interface Played {
  readonly crashes: readonly Crash[];
  /** Where the play ends without a crash. */
  readonly picture: unknown;
}

/** Plays once to the end; answers with a copy of the world before each write, and after the last. */
export async function playedOnce(): Promise<Played> {
  const copies = mkdtempSync(join(tmpdir(), "crash-"));
  onTestFinished(() => rm(copies, { recursive: true, force: true }));
  const crashes: Crash[] = [];
  let scene: Scene | null = null;
  const copy = (before: string) => {
    if (!scene) return;
    const dir = join(copies, String(crashes.length));
    cpSync(scene.github.dir, dir, { recursive: true });
    crashes.push({ before, dir, ahead: scene.clock.ahead() });
  };
  scene = await openScene({
    ...twoTasks,
    onRequest: ({ kind, method, operation, url }) => {
      if (kind === "write") copy(effectOf(method, url, operation));
    },
  });
  const playing = scene;
  await playOut(playing, async () => expect(brokenInvariants(await readWorld(playing), rules)).toEqual([]));
  await quietTwice(playing);
  copy("nothing");
  const picture = pictureOf(await readWorld(playing));
  await playing.close();
  return { crashes, picture };
}

/** A new process on the copy ends where the play without a crash ends, and made nothing twice. */
export async function resumesFrom({ ahead, before, dir }: Crash, picture: unknown): Promise<void> {
  const scene = await resumeScene(dir, twoTasks, createSceneClock(ahead));
  await playOut(scene);
  await quietTwice(scene);
  const world = await readWorld(scene);
  expect({ before, broken: brokenInvariants(world, rules) }).toEqual({ before, broken: [] });
  expect({ before, world: pictureOf(world) }).toEqual({ before, world: picture });
  const titles = world.runs.map(({ title }) => title);
  expect({ before, titles: titles.toSorted() }).toEqual({ before, titles: [...new Set(titles)].toSorted() });
  await scene.close();
  await rm(dir, { recursive: true, force: true });
  noteHits([{ fault: "crash", effect: before, times: 1 }]);
}

/** `POST …/issues/{}/comments`, or the name of the GraphQL mutation. */
export function effectOf(method: string, url: string, operation: string | null): string {
  if (operation !== null) return `mutation ${operation}`;
  const path = url.replace(/^.*\/repos\/[^/]+\/[^/]+\//, "").replace("/repos/{owner}/{repo}/", "");
  return `${method} ${path.replace(/\{[^}]+\}|\b[0-9]+\b|heads\/.*$/g, "{}")}`;
}
