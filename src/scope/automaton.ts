/**
 * Finite automata over the characters (code points) of a path, explored only as far as a question needs. Sets of paths
 * are automata; `both` and `without` combine them; `shortest` finds a shortest member.
 */
export interface Automaton {
  readonly start: State;
  /** Where a character leads; `DEAD` when no member continues that way. */
  readonly step: (state: State, char: string) => State;
  readonly accepts: (state: State) => boolean;
  /** The characters that this state treats in a way of their own. */
  readonly letters: (state: State) => Letters;
  /** How many characters every member that goes on from this state has at least. A step makes it less by at most one. */
  readonly distance: (state: State) => number;
  /** What a step from this state costs: how many places in globs it stands for. */
  readonly weight: (state: State) => number;
  /** Whether any state treats this character in a way of its own. */
  readonly names: (char: string) => boolean;
}

export type State = number;
export const DEAD: State = -1;

export interface Letters {
  readonly chars: readonly string[];
  /** Whether any other character (except a slash) leads on as well. */
  readonly open: boolean;
}

/** The paths in both sets. */
export function both(a: Automaton, b: Automaton): Automaton {
  const pairs = pairing();
  return {
    start: a.start === DEAD || b.start === DEAD ? DEAD : pairs.id(a.start, b.start),
    step: (state, char) => {
      const [left, right] = pairs.members(state);
      const nextLeft = a.step(left, char);
      if (nextLeft === DEAD) return DEAD;
      const nextRight = b.step(right, char);
      return nextRight === DEAD ? DEAD : pairs.id(nextLeft, nextRight);
    },
    accepts: (state) => {
      const [left, right] = pairs.members(state);
      return a.accepts(left) && b.accepts(right);
    },
    letters: (state) => {
      const [left, right] = pairs.members(state);
      const [lettersLeft, lettersRight] = [a.letters(left), b.letters(right)];
      if (!lettersLeft.open) return lettersLeft;
      if (!lettersRight.open) return lettersRight;
      if (lettersRight.chars.length === 0) return lettersLeft;
      return { chars: [...new Set([...lettersLeft.chars, ...lettersRight.chars])].sort(), open: true };
    },
    weight: (state) => {
      const [left, right] = pairs.members(state);
      return a.weight(left) + b.weight(right);
    },
    distance: (state) => {
      const [left, right] = pairs.members(state);
      return Math.max(a.distance(left), b.distance(right));
    },
    names: (char) => a.names(char) || b.names(char),
  };
}

/** The paths of `a` that are not in `b`. */
export function without(a: Automaton, b: Automaton): Automaton {
  const pairs = pairing();
  return {
    start: a.start === DEAD ? DEAD : pairs.id(a.start, b.start),
    step: (state, char) => {
      const [left, right] = pairs.members(state);
      const next = a.step(left, char);
      if (next === DEAD) return DEAD;
      return pairs.id(next, right === DEAD ? DEAD : b.step(right, char));
    },
    accepts: (state) => {
      const [left, right] = pairs.members(state);
      return a.accepts(left) && (right === DEAD || !b.accepts(right));
    },
    // A character that only `b` names is never better than one that nobody names: `b` matches fewer paths with the latter.
    letters: (state) => a.letters(pairs.members(state)[0]),
    weight: (state) => {
      const [left, right] = pairs.members(state);
      return a.weight(left) + b.weight(right);
    },
    distance: (state) => a.distance(pairs.members(state)[0]),
    names: (char) => a.names(char) || b.names(char),
  };
}

/** Numbers pairs of states in the order in which they are met. */
function pairing() {
  const ids = new Map<number, State>();
  const members: (readonly [State, State])[] = [];
  return {
    id: (left: State, right: State): State => {
      // Exact while ids stay below 2^26; a search gives up long before.
      const key = left * 2 ** 26 + (right + 1);
      const known = ids.get(key);
      if (known !== undefined) return known;
      ids.set(key, members.length);
      return members.push([left, right]) - 1;
    },
    members: (state: State): readonly [State, State] => members[state] ?? [DEAD, DEAD],
  };
}
