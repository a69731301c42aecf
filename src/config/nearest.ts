/** The known word that a person most likely meant. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: { readonly word: string; readonly distance: number } | null = null;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (best === null || distance < best.distance) best = { word: candidate, distance };
  }
  // One slip in three letters is still a slip; more is another word, unless it begins as the known one: `boundary`, `boundaries`.
  const slips = Math.max(1, Math.floor(word.length / 3));
  if (best === null || best.distance <= slips) return best?.word ?? null;
  const isForm = best.distance <= 3 && best.word.slice(0, STEM) === word.slice(0, STEM).toLowerCase();
  return isForm ? best.word : null;
}

/** Letters that another form of a word has in common with it. */
const STEM = 6;

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). Long words are cut: keys are short. */
function editDistance(from: string, to: string): number {
  const [a, b] = [from.slice(0, 64), to.slice(0, 64)];
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const shorter = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(Math.min(replaced, shorter, swapped ? (before[j - 2] ?? 0) + 1 : replaced));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}
