/**
 * Gate `protected`: what steers people, agents, CI and installs is changed only under a person's eyes, even inside the boundary;
 * nothing disguises itself as another path; nothing was touched there and put back (FAULTS.md P3, P4, P6, P8).
 */
import { type SharedPaths, sharedPolicyOf } from "../config/shared-paths.ts";
import type { Change, Collision, FileDiff } from "../domain/file-diff.ts";
import { type Reason, reasonAt, type Verdict, verdictOf } from "../domain/verdict.ts";
import { disguisedSegment } from "../scope/look-alike.ts";
import { protectionOf } from "../scope/protected-path.ts";
import { type CompiledReach, inReach } from "../scope/reach.ts";
import {
  approvedText,
  collisionText,
  disguisedText,
  doubleText,
  foreignSourceText,
  governanceText,
  protectedText,
  revisitedText,
  revisitedUnreadText,
  settledText,
  sharedWithPersonText,
} from "../text/gates/protected.ts";
import type { Gate, GateInput } from "./gate.ts";
import { foreignSources } from "./lock-file.ts";
import { judgeText } from "./unreadable.ts";

export const guarded: Gate = {
  name: "protected",
  summary:
    "changes of workflows, owners, agent instructions, hooks, manifests and lock files wait for a person; disguised and colliding paths fail",
  keys: ["shared"],
  judges: "change",
  judge: (input) => judgeText(input.change, (read) => judgeGuarded(read, input)),
};

function judgeGuarded(
  change: Change,
  { approvers, config, reach }: Pick<GateInput, "approvers" | "config" | "reach">,
): Verdict {
  const tricks = tricksIn(change);
  if (tricks.length > 0) return verdictOf(tricks);
  const found = change.files.map(({ path }) => steering(path, config.shared, reach));
  const reasons = found.flatMap(({ person }) => person ?? []);
  const settled = found.flatMap(({ policy }) => policy ?? []);
  return personNeeded([...reasons, ...revisited(change.revisited)], settled, approvers);
}

/**
 * The part of the gate that holds before anything is on a branch: there, what rules and runs is not for an agent to change at all.
 * What is installed can wait for a person on the pull request.
 */
export function unpublishable({ change }: Pick<GateInput, "change">): Verdict {
  return judgeText(change, (read) => {
    const governance = read.files
      .filter(({ path }) => protectionOf(path) === "governance")
      .map(({ path }) => reasonAt(path, "governance", governanceText(path)));
    return verdictOf([...tricksIn(read), ...governance]);
  });
}

/** What no person's word lets through: disguises, collisions, packages from elsewhere. */
function tricksIn(change: Change): readonly Reason[] {
  const doubles = new Set(change.collisions.flatMap(({ as, path }) => (as === "look-alike" ? [path] : [])));
  return [
    // Whose double stands beside it is told of both.
    ...change.files.filter(({ after, path }) => after !== null && !doubles.has(path)).flatMap(disguised),
    ...change.collisions.map(collision),
    ...change.files.flatMap(sources),
  ];
}

/** An approval of this very head by somebody with write access is the person's word for it. */
function personNeeded(
  reasons: readonly Reason[],
  settled: readonly Reason[],
  approvers: readonly string[],
): Verdict {
  if (reasons.length === 0) return verdictOf([], settled);
  return approvers.length > 0
    ? verdictOf([], [...reasons.map((reason) => approved(reason, approvers)), ...settled])
    : { status: "wait", reasons, warnings: settled };
}

/** What was asked for is there: nothing is left to do. */
function approved(reason: Reason, approvers: readonly string[]): Reason {
  return { ...reason, message: approvedText(reason.path, approvers) };
}

function collision({ path, with: other, as }: Collision): Reason {
  return as === "case"
    ? reasonAt(path, "collision", collisionText(path, other))
    : reasonAt(path, "look-alike", doubleText(path, other));
}

function disguised({ path }: FileDiff): readonly Reason[] {
  const segment = disguisedSegment(path);
  return segment === null ? [] : [reasonAt(path, "look-alike", disguisedText(path, segment))];
}

/** What a path asks of a person, or what a policy of the config has settled for it; neither for most paths. */
interface Steering {
  readonly person?: Reason;
  readonly policy?: Reason;
}

/**
 * `owner` and `serialize` are the word of whoever wrote the config: it speaks for what is installed, to authors whom it lets
 * touch the path. For what rules and runs no policy can speak: such a policy would open its own door.
 */
function steering(path: string, shared: readonly SharedPaths[], reach: CompiledReach | null): Steering {
  const protection = protectionOf(path);
  if (protection === "governance")
    return { person: reasonAt(path, protection, protectedText(path, protection)) };
  const policy = sharedPolicyOf(shared, path);
  if (policy === "person") return { person: reasonAt(path, "shared", sharedWithPersonText(path)) };
  if (protection === null) return {};
  const speaks = policy === "owner" || policy === "serialize";
  return speaks && reach !== null && inReach(reach, path).ok
    ? { policy: reasonAt(path, protection, settledText(path, policy)) }
    : { person: reasonAt(path, protection, protectedText(path, protection)) };
}

function sources({ path, added }: FileDiff): readonly Reason[] {
  return foreignSources(path, added ?? []).map(({ line, source }) => ({
    path,
    line,
    rule: "source",
    message: foreignSourceText(source),
    suggestion: null,
  }));
}

/** A workflow that was touched and put back has run in between. */
function revisited(paths: readonly string[] | null): readonly Reason[] {
  if (paths === null) return [reasonAt(null, "history", revisitedUnreadText())];
  return paths
    .filter((path) => protectionOf(path) === "governance")
    .map((path) => reasonAt(path, "history", revisitedText(path)));
}
