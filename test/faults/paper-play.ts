/** A whole life of tasks on paper, of which people's deeds are fixed and everything else may come when it likes. */
import fc from "fast-check";
import type { Observation } from "../../src/domain/observation.ts";
import { mira, noor, reviewOf } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const rules = `
agents:
  a: { allow: ["x/**", "y/**"], runner: scripted, capacity: 2 }
  b: { allow: ["y/**", "z/**"], runner: scripted }
`;
const eve = { login: "eve", id: 666, bot: false } as const;

/** What people do before anything is answered; each deed is followed by deliveries that may be lost, late or many. */
const deeds: readonly ((github: PaperGitHub) => void)[] = [
  (github) => github.open(1, "Scope: `x/**`", "agent:a"),
  (github) => github.open(2, "Depends on #1", "agent:b"),
  (github) => github.say(1, "/assign b", eve),
  (github) => github.open(3, "Scope: `x/deep/**`", "agent:a"),
  (github) => github.say(2, "/why", mira),
  (github) => github.label(4, "agent:b", eve),
  (github) => github.say(3, "/hold wait for it", mira),
  (github) => github.say(3, "/unhold", noor),
];

/** How many looks follow each deed: none is a lost delivery, several are one that came again. */
export const looks = fc.array(fc.constantFrom(0, 0, 1, 1, 1, 2, 5), {
  minLength: deeds.length,
  maxLength: deeds.length,
});

export type Sight = (now: Observation) => Observation;

/** Plays to the end, or for so many rounds of work and review; `look` is one pass. Answers with the world when nobody does anything any more. */
export function playPaper(
  after: readonly number[],
  look: (github: PaperGitHub) => void = (github) => void github.pass(),
  rounds = 60,
): PaperGitHub {
  const github = paperGitHub(rules);
  github.open(4, "");
  for (const [at, deed] of deeds.entries()) {
    deed(github);
    for (let count = 0; count < (after[at] ?? 0); count += 1) look(github);
  }
  for (let round = 0; round < rounds; round += 1) {
    look(github);
    work(github);
    review(github);
  }
  return github;
}

/** Runs take their claims and end; what they publish lies in their reach. */
function work(github: PaperGitHub): void {
  for (const { attempt, number } of github.ledger().tasks.values()) {
    if (attempt === null || attempt.end !== null) continue;
    if (attempt.claim)
      github.end(number, { kind: "published", paths: [`${number === 2 ? "z" : "x"}/deep/${number}.js`] });
    else github.claim(number);
  }
}

function review(github: PaperGitHub): void {
  for (const { head, number, reviews, state } of github.pulls()) {
    if (state !== "open") continue;
    if (reviews.length === 0)
      github.changePull(number, () => ({ reviews: [reviewOf(noor, "approved", { commit: head })] }));
    else if (
      github
        .pulls()
        .find((pull) => pull.number === number)
        ?.checks.some(({ conclusion, name }) => name === "signalbox/ready" && conclusion === "success")
    )
      github.merge(number);
  }
}

/** The end, without ids and times. */
export function endOf(github: PaperGitHub): unknown {
  return {
    issues: [1, 2, 3, 4].map((number) => {
      const { comments, labels, state } = github.issue(number);
      const said = comments
        .filter(({ author }) => author?.bot)
        .map(({ body }) => /signalbox:(\w+)/.exec(body)?.[1] ?? "no marker");
      return { number, state, labels: labels.toSorted(), said: said.toSorted() };
    }),
    open: [...github.ledger().tasks.keys()],
    pulls: github
      .pulls()
      .map(({ branch, state }) => `${branch} ${state}`)
      .toSorted(),
  };
}

/** Comments of ours that say the same thing twice, and labels of ours set twice in a row. */
export function repeatsOf(github: PaperGitHub): readonly string[] {
  return [1, 2, 3, 4].flatMap((number) => {
    const { comments, labelEvents } = github.issue(number);
    const markers = comments
      .filter(({ author }) => author?.bot)
      .map(({ body }) => body.split("\n").at(-1) ?? "");
    const own = (labelEvents ?? [])
      .filter(({ by }) => by?.bot)
      .map(({ added, label }) => `${added ? "+" : "-"}${label}`);
    const again = own.filter(
      (change, at) => own.slice(at + 1).find((later) => later.slice(1) === change.slice(1)) === change,
    );
    return [...markers.filter((marker, at) => markers.indexOf(marker) !== at), ...again].map(
      (what) => `#${number}: ${what}`,
    );
  });
}
