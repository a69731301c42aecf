/** Lets so many pieces of work run at a time; the others wait in the order in which they came. */
export function createTurns(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;

  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      // The place goes straight to whoever waits longest.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
