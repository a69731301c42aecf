/** Whose reviews stand: a row is what happened on the pull request, and who then approves or objects. */
// R26
import { describe, expect, test } from "vitest";
import type { Actor, Person } from "../../src/domain/actor.ts";
import { standingReviews } from "../../src/domain/approvals.ts";
import type { Review } from "../../src/domain/pull.ts";
import { at, mira, noor, pullOf, reviewOf, self, sha } from "../support/observation.ts";

const rhea: Actor = { login: "rhea", id: 103, bot: false };
const helper: Actor = { login: "helper[bot]", id: 9, bot: true };
const asked: Person = { login: "mira", id: 101 };
const older = { commit: sha(49) };
const later = { submittedAt: at(1) };
const last = { submittedAt: at(2) };
const outsider = { canPush: false };

interface Row {
  readonly reviews: readonly Review[];
  readonly author?: Actor | null;
  readonly requester?: Person;
  readonly approvers?: readonly string[];
  readonly setAside?: readonly string[];
  readonly objectors?: readonly string[];
}

/** Who is not named neither approves nor objects. */
const rows: Readonly<Record<string, Row>> = {
  "nobody said anything": { reviews: [] },
  "a person who may push approves this very head": {
    reviews: [reviewOf(noor, "approved")],
    approvers: ["noor"],
  },
  "two people approve": {
    reviews: [reviewOf(noor, "approved"), reviewOf(mira, "approved")],
    approvers: ["noor", "mira"],
  },

  // Who asked for the work.
  "who asked for the work approves it": {
    requester: asked,
    reviews: [reviewOf(mira, "approved")],
    setAside: ["mira"],
  },
  "who asked for the work approves it under a new login": {
    requester: asked,
    reviews: [reviewOf({ ...mira, login: "mira-2" }, "approved")],
    setAside: ["mira-2"],
  },
  "who asked for the work approves it, and somebody else": {
    requester: asked,
    reviews: [reviewOf(mira, "approved"), reviewOf(noor, "approved")],
    approvers: ["noor"],
    setAside: ["mira"],
  },
  "who asked for the work approves an older head": {
    requester: asked,
    reviews: [reviewOf(mira, "approved", older)],
  },
  "who asked for the work objects to it": {
    requester: asked,
    reviews: [reviewOf(mira, "changes_requested")],
    objectors: ["mira"],
  },

  // Which commit was approved.
  "an approval is older than the head": { reviews: [reviewOf(noor, "approved", older)] },
  "an approval of an older head, and one of this head": {
    reviews: [reviewOf(noor, "approved", older), reviewOf(noor, "approved", later)],
    approvers: ["noor"],
  },
  "an approval of this head, then one of an older head that was open in another window": {
    reviews: [reviewOf(noor, "approved"), reviewOf(noor, "approved", { ...older, ...later })],
  },
  "one approved an older head, another this one": {
    reviews: [reviewOf(noor, "approved", older), reviewOf(mira, "approved")],
    approvers: ["mira"],
  },
  "GitHub does not say which commit was approved": {
    reviews: [reviewOf(noor, "approved", { commit: null })],
  },
  "the approved commit is only named alike: its first digits": {
    reviews: [reviewOf(noor, "approved", { commit: sha(50).slice(0, 39) })],
  },
  "a force-push brings back the very commit that was approved": {
    reviews: [reviewOf(noor, "approved"), reviewOf(mira, "approved", { ...older, ...later })],
    approvers: ["noor"],
  },

  // Who approved.
  "the author approves their own pull request": { author: noor, reviews: [reviewOf(noor, "approved")] },
  "the author approves under another login": {
    author: noor,
    reviews: [reviewOf({ ...noor, login: "noor-at-work" }, "approved")],
  },
  "somebody approves who now has the author's old login": {
    author: { ...noor, login: "noor-at-work" },
    reviews: [reviewOf({ ...noor, id: 555 }, "approved")],
    approvers: ["noor"],
  },
  "Signalbox opened it and approves": { reviews: [reviewOf(self, "approved")] },
  "Signalbox approves what a person opened": { author: noor, reviews: [reviewOf(self, "approved")] },
  "another App approves": { reviews: [reviewOf(helper, "approved")] },
  "an App whose login looks like a person's approves": {
    reviews: [reviewOf({ ...helper, login: "noor" }, "approved")],
  },
  "an App with write access approves beside a person": {
    reviews: [reviewOf(helper, "approved"), reviewOf(noor, "approved")],
    approvers: ["noor"],
  },
  "somebody approves who may only read": { reviews: [reviewOf(rhea, "approved", outsider)] },
  "somebody approved who may not push any more": {
    reviews: [reviewOf(noor, "approved", outsider), reviewOf(mira, "approved")],
    approvers: ["mira"],
  },
  "the account that approved was deleted": { reviews: [reviewOf(null, "approved")] },
  "GitHub does not tell the approver's id": { reviews: [reviewOf({ ...noor, id: null }, "approved")] },
  "two deleted accounts approved": { reviews: [reviewOf(null, "approved"), reviewOf(null, "approved")] },
  "the author's account was deleted, and a person approves": {
    author: null,
    reviews: [reviewOf(noor, "approved")],
    approvers: ["noor"],
  },
  "the author has no id, and neither has the approver": {
    author: { ...noor, id: null },
    reviews: [reviewOf({ ...noor, id: null }, "approved")],
  },

  // How often.
  "one person approves twice": {
    reviews: [reviewOf(noor, "approved"), reviewOf(noor, "approved", later)],
    approvers: ["noor"],
  },
  "one person approves, takes another login and approves again": {
    reviews: [reviewOf(noor, "approved"), reviewOf({ ...noor, login: "noor2" }, "approved", later)],
    approvers: ["noor2"],
  },
  "two people with one login, the second having taken the first one's old name": {
    reviews: [reviewOf(noor, "approved"), reviewOf({ ...noor, id: 555 }, "approved", later)],
    approvers: ["noor", "noor"],
  },

  // What they said last.
  "a mere comment": { reviews: [reviewOf(noor, "commented")] },
  "an approval, then a comment": {
    reviews: [reviewOf(noor, "approved"), reviewOf(noor, "commented", later)],
    approvers: ["noor"],
  },
  "an objection, then a comment": {
    reviews: [reviewOf(noor, "changes_requested"), reviewOf(noor, "commented", later)],
    objectors: ["noor"],
  },
  "an objection": { reviews: [reviewOf(noor, "changes_requested")], objectors: ["noor"] },
  "an objection, then an approval by the same person": {
    reviews: [reviewOf(noor, "changes_requested"), reviewOf(noor, "approved", later)],
    approvers: ["noor"],
  },
  "an approval, then an objection by the same person": {
    reviews: [reviewOf(noor, "approved"), reviewOf(noor, "changes_requested", later)],
    objectors: ["noor"],
  },
  "the reviews come in whatever order GitHub lists them": {
    reviews: [reviewOf(noor, "approved", later), reviewOf(noor, "changes_requested")],
    approvers: ["noor"],
  },
  "an approval and an objection in the same second": {
    reviews: [reviewOf(noor, "changes_requested"), reviewOf(noor, "approved")],
    objectors: ["noor"],
  },
  "the same, listed the other way round": {
    reviews: [reviewOf(noor, "approved"), reviewOf(noor, "changes_requested")],
    objectors: ["noor"],
  },
  "an approval and a dismissed review in the same second": {
    reviews: [reviewOf(noor, "dismissed"), reviewOf(noor, "approved")],
  },
  "an objection to an older head": {
    reviews: [reviewOf(mira, "changes_requested", older)],
    objectors: ["mira"],
  },
  "an objection that the same person's approval of an older head lifted": {
    reviews: [reviewOf(noor, "changes_requested", older), reviewOf(noor, "approved", { ...older, ...later })],
  },
  "one objects, another approves": {
    reviews: [reviewOf(mira, "changes_requested"), reviewOf(noor, "approved", later)],
    approvers: ["noor"],
    objectors: ["mira"],
  },
  "an objection of somebody who may only read": {
    reviews: [reviewOf(rhea, "changes_requested", outsider), reviewOf(noor, "approved")],
    approvers: ["noor"],
  },
  "an objection of an App": {
    reviews: [reviewOf(helper, "changes_requested"), reviewOf(noor, "approved")],
    approvers: ["noor"],
  },

  // What was dismissed.
  "the approval was dismissed": { reviews: [reviewOf(noor, "dismissed")] },
  "the objection was dismissed, and another approves": {
    reviews: [reviewOf(mira, "dismissed"), reviewOf(noor, "approved")],
    approvers: ["noor"],
  },
  "an approval, then another one that was dismissed": {
    reviews: [reviewOf(noor, "approved"), reviewOf(noor, "dismissed", later)],
  },
  "a dismissed approval, then a new one": {
    reviews: [reviewOf(noor, "dismissed"), reviewOf(noor, "approved", later)],
    approvers: ["noor"],
  },
  "a dismissed approval, then an objection": {
    reviews: [reviewOf(noor, "dismissed"), reviewOf(noor, "changes_requested", later)],
    objectors: ["noor"],
  },
  "an objection, a dismissed approval, and an approval": {
    reviews: [
      reviewOf(noor, "changes_requested"),
      reviewOf(noor, "dismissed", later),
      reviewOf(noor, "approved", last),
    ],
    approvers: ["noor"],
  },
};

describe("G7: whose reviews stand", () => {
  test.each(Object.entries(rows))("G7: %s", (_what, row) => {
    const { reviews, requester = null, approvers = [], setAside = [], objectors = [] } = row;
    const author = row.author === undefined ? self : row.author;
    expect(standingReviews({ ...pullOf(31, "agent/ethereum/12-x"), author, reviews }, requester)).toEqual({
      approvers,
      setAside,
      objectors,
    });
  });
});
