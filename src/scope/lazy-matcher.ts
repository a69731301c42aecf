/**
 * Many patterns matched at once, a symbol at a time: a set of states is a row of bits, 32 states to a number, and each set
 * is worked out once and then remembered (a lazily determinised automaton). What is remembered is bounded: when it becomes
 * too much it is forgotten and worked out again, which costs time and never changes an answer.
 */

/** What one symbol must be: a letter of the caller's, or anything. */
export type Letter = number;
export const ANY: Letter = -1;

/** A sequence of letters. At `loops[i]`, before letter i (or after the last), any symbols may stand. */
export interface Pattern {
  readonly letters: readonly Letter[];
  readonly loops: ReadonlySet<number>;
}

/** A set of places in patterns; `START` and `DEAD` (no pattern can match any more) are always the same. */
export type Places = number;
export const START: Places = 0;
export const DEAD: Places = 1;

export interface LazyMatcher {
  /** Makes every earlier result but `START` and `DEAD` invalid: keep only the newest. */
  readonly step: (from: Places, symbol: number) => Places;
  /** Numbers the set of patterns that match when the text ends here; the numbers stay valid. */
  readonly matched: (at: Places) => number;
  /** The patterns of such a set, ascending. */
  readonly patterns: (set: number) => readonly number[];
  /** How many such sets are known. They are never forgotten. */
  readonly sets: () => number;
  /** How many numbers were looked at so far: what time is measured in here, because clocks differ. */
  readonly work: () => number;
  /** How many numbers are remembered. */
  readonly memory: () => number;
}

/** Numbers that may be remembered: a few megabytes. */
const MEMORY = 2 ** 19;
/** What a set of places takes besides its places: the row of where its symbols lead. */
const ROW = 64;

/** `lettersOf` says which letters a symbol is; each symbol is asked about as often as it leads somewhere new. */
export function lazyMatcher(
  patterns: readonly Pattern[],
  lettersOf: (symbol: number) => readonly Letter[],
  limit: number = MEMORY,
): LazyMatcher {
  const { width, start, any, loops, ends, endOf, placesOf } = layOut(patterns);
  const named = new Int32Array(width);
  const next = new Int32Array(2 * width + 2);
  /** Of each set of places: words and their bits in turn; where symbols lead; which patterns have ended. */
  let cells: Int32Array[] = [];
  let moves: Places[][] = [];
  let ended: number[] = [];
  let byHash = new Map<number, Places[]>();
  const sets: (readonly number[])[] = [];
  const setIds = new Map<string, number>();
  let memory = 0;
  let work = 0;
  forget();

  return {
    step: (from, symbol) => moves[from]?.[symbol] ?? move(from, symbol),
    matched: (at) => ended[at] ?? endedAt(at),
    patterns: (set) => sets[set] ?? [],
    sets: () => sets.length,
    work: () => work,
    memory: () => memory,
  };

  function forget(): void {
    [cells, moves, ended, byHash, memory] = [[], [], [], new Map(), 0];
    next.set(start);
    remember(start.length);
    remember(0);
  }

  function move(from: Places, symbol: number): Places {
    const length = advance(cells[from] ?? start, lettersOf(symbol));
    const known = find(length);
    if (known !== null || memory <= limit) {
      const to = known ?? remember(length);
      const row = moves[from];
      if (row) row[symbol] = to;
      return to;
    }
    const kept = next.slice(0, length);
    forget();
    next.set(kept);
    return find(length) ?? remember(length);
  }

  /** Leaves the places after a symbol in `next`, and says how many numbers they take. */
  function advance(places: Int32Array, letters: readonly Letter[]): number {
    mark(letters);
    let length = 0;
    for (let at = 0; at < places.length; at += 2) {
      const word = places[at] ?? 0;
      const bits = places[at + 1] ?? 0;
      const on = bits & ((any[word] ?? 0) | (named[word] ?? 0));
      length = put(length, word, (on << 1) | (bits & (loops[word] ?? 0)));
      // The highest bit moves into the next word.
      if (on < 0) length = put(length, word + 1, 1);
    }
    unmark(letters);
    work += places.length;
    return length;
  }

  function put(length: number, word: number, bits: number): number {
    if (bits === 0) return length;
    if (length > 0 && next[length - 2] === word) {
      next[length - 1] = (next[length - 1] ?? 0) | bits;
      return length;
    }
    next[length] = word;
    next[length + 1] = bits;
    return length + 2;
  }

  /** Shows in `named` the places that one of these letters leads on from. */
  function mark(letters: readonly Letter[]): void {
    for (const letter of letters) {
      const places = placesOf.get(letter) ?? [];
      for (let at = 0; at < places.length; at += 2) {
        const word = places[at] ?? 0;
        named[word] = (named[word] ?? 0) | (places[at + 1] ?? 0);
      }
      work += places.length;
    }
  }

  function unmark(letters: readonly Letter[]): void {
    for (const letter of letters) {
      const places = placesOf.get(letter) ?? [];
      for (let at = 0; at < places.length; at += 2) named[places[at] ?? 0] = 0;
    }
  }

  /** The set in `next`, when it is known. */
  function find(length: number): Places | null {
    for (const id of byHash.get(hash(length)) ?? []) if (isNext(cells[id] ?? start, length)) return id;
    return null;
  }

  function isNext(places: Int32Array, length: number): boolean {
    if (places.length !== length) return false;
    for (let at = 0; at < length; at += 1) if (places[at] !== next[at]) return false;
    return true;
  }

  function remember(length: number): Places {
    const id = cells.push(next.slice(0, length)) - 1;
    moves.push([]);
    const key = hash(length);
    const alike = byHash.get(key);
    if (alike) alike.push(id);
    else byHash.set(key, [id]);
    memory += length + ROW;
    return id;
  }

  function hash(length: number): number {
    let sum = length;
    for (let at = 0; at < length; at += 1) sum = Math.imul(sum ^ (next[at] ?? 0), 0x9e3779b1) ^ (sum >>> 15);
    work += length;
    return sum;
  }

  function endedAt(at: Places): number {
    const found: number[] = [];
    const places = cells[at] ?? start;
    for (let cell = 0; cell < places.length; cell += 2) {
      const word = places[cell] ?? 0;
      for (let bits = (places[cell + 1] ?? 0) & (ends[word] ?? 0); bits !== 0; bits &= bits - 1) {
        found.push(endOf.get(word * 32 + 31 - Math.clz32(bits & -bits)) ?? 0);
      }
    }
    const key = found.join();
    const set = setIds.get(key) ?? sets.push(found) - 1;
    setIds.set(key, set);
    ended[at] = set;
    return set;
  }
}

/** Places are numbered pattern after pattern; each pattern has one before each of its letters, and one at its end. */
function layOut(patterns: readonly Pattern[]) {
  const starts: number[] = [];
  const any: number[] = [];
  const loops: number[] = [];
  const endOf = new Map<number, number>();
  const letterAt = new Map<Letter, number[]>();
  let place = 0;
  for (const [id, pattern] of patterns.entries()) {
    starts.push(place);
    for (const at of pattern.loops) loops.push(place + at);
    for (const letter of pattern.letters) {
      const list = letter === ANY ? any : (letterAt.get(letter) ?? []);
      list.push(place);
      if (letter !== ANY) letterAt.set(letter, list);
      place += 1;
    }
    endOf.set(place, id);
    place += 1;
  }
  const width = (place >>> 5) + 1;
  return {
    width,
    start: cellsOf(starts),
    any: bitsOf(any, width),
    loops: bitsOf(loops, width),
    ends: bitsOf([...endOf.keys()], width),
    endOf,
    placesOf: new Map([...letterAt].map(([letter, list]) => [letter, cellsOf(list)])),
  };
}

/** One number for 32 places. */
function bitsOf(places: readonly number[], width: number): Int32Array {
  const bits = new Int32Array(width);
  for (const place of places) bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
  return bits;
}

/** Words and their bits in turn, without the empty words. `places` ascend. */
function cellsOf(places: readonly number[]): Int32Array {
  const bits = new Map<number, number>();
  for (const place of places) bits.set(place >>> 5, (bits.get(place >>> 5) ?? 0) | (1 << (place & 31)));
  return Int32Array.from([...bits].flat());
}
