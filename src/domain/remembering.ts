/** A pure function that is asked the same again and again, answered from memory: nobody can tell but by the time it takes. */

/** @param limit How many answers are kept; one text more, and all are forgotten, for it is few that come often. */
export function remembering<Answer>(
  limit: number,
  compute: (text: string) => Answer,
): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = compute(text);
    if (known.size >= limit) known.clear();
    known.set(text, answer);
    return answer;
  };
}
