/** What is said of pull requests that collide when both are merged, and of who should land first. */
import type { LandingReason } from "../../domain/other-pull.ts";
import { code, codeList } from "../markdown.ts";

export interface Rival {
  readonly task: number;
  readonly pull: number;
  readonly agent: string;
}

export function waitsToLandText(
  rival: Rival,
  paths: readonly string[],
  branch: string,
  because: LandingReason,
): string {
  return `merging both collides at ${pathsText(paths)}: it waits for ${rivalText(rival)} to land first, ${reasons[because](rival)}. After that it gets an attempt of its own that starts from ${code(branch)} merged in.`;
}

export function landsFirstText(rival: Rival, paths: readonly string[], because: LandingReason): string {
  return `merging both collides at ${pathsText(paths)}: this one should land first, ${turned[because](rival)}. ${rivalText(rival)} waits for it.`;
}

export function softText(rival: Rival, paths: readonly string[]): string {
  return `${rivalText(rival)} changes ${pathsText(paths)} too; as they are now, both merge cleanly, in either order.`;
}

export function cannotLookText(rival: Rival): string {
  return `${rivalText(rival)} may change the same files, and the merge of both could not be tried: it waits until that was possible. It is tried again with the next event; nothing has to be done.`;
}

export function otherFilesUnreadText(rival: Rival): string {
  return `the files of ${rivalText(rival)} could not be read, so nobody knows whether both collide. It is looked at again with the next event; nothing has to be done.`;
}

export function allUnreadText(): string {
  return "the other open agent pull requests could not all be read, so nobody knows whether one of them collides with this. It is looked at again with the next event; nothing has to be done.";
}

export function baseCollidesText(branch: string, paths: readonly string[]): string {
  return `${code(branch)} has moved since, and merging with it collides at ${pathsText(paths)}. The next attempt starts with ${code(branch)} merged in: put right what collides, keep what both sides wanted, and leave no conflict markers.`;
}

export function markerText(): string {
  return "a conflict marker was left here: put the place right and take the lines `<<<<<<<`, `=======` and `>>>>>>>` out.";
}

export function baseUnknownText(branch: string): string {
  return `the merge with ${code(branch)} as it is now could not be tried: it waits until that was possible. It is tried again with the next event; nothing has to be done.`;
}

const reasons: Readonly<Record<LandingReason, (rival: Rival) => string>> = {
  dependency: ({ task }) => `because this task depends on #${task}`,
  parked: () => "because this task waits for a person",
  queued: ({ task }) => `because #${task} was queued earlier`,
};

/** The same reasons from the other side. */
const turned: Readonly<Record<LandingReason, (rival: Rival) => string>> = {
  dependency: ({ task }) => `because #${task} depends on its task`,
  parked: ({ task }) => `because #${task} waits for a person`,
  queued: ({ task }) => `because its task was queued before #${task}`,
};

function rivalText({ task, agent }: Rival): string {
  return `#${task} (${agent})`;
}

const SHOWN = 5;

function pathsText(paths: readonly string[]): string {
  if (paths.length === 0) return "paths that Git does not name";
  const more = paths.length - SHOWN;
  return `${codeList(paths.slice(0, SHOWN))}${more > 0 ? ` and ${more} more` : ""}`;
}
