/**
 * What a world comes to, without ids, times and counts of attempts: two ways to the same end give the same picture. A crash may add an
 * attempt, and with it a line to a card; it must add nothing else.
 */
import type { Reading } from "./reading.ts";

export function pictureOf({ archive, branches, issues, mainTree, pulls, runs }: Reading): unknown {
  return {
    issues: issues.map(({ labels, markers, number, state, title }) => ({
      number,
      title,
      state,
      labels,
      comments: markers.map((marker) => marker.replace(/=\d+$/, "")).toSorted(),
    })),
    cards: issues.map(({ card }) => card.split("\n")[0]),
    branches: [...branches].map(([name, tree]) => `${name} ${tree}`).toSorted(),
    pulls: pulls.map(({ branch, checks, state }) => ({
      branch,
      state,
      checks: [...checks].map((check) => check.join(" ")).toSorted(),
    })),
    mainTree,
    activeRuns: runs.filter(({ active }) => active).length,
    archive: archive
      .map(({ agent, blockers, end, number, scope, state }) => ({
        number,
        agent,
        scope,
        state,
        end: end?.kind,
        answered: blockers.length,
      }))
      .toSorted((a, b) => a.number - b.number),
  };
}
