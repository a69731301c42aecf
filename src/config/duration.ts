/** Durations as people write them: `90s`, `45m`, `2h`, `1d`. */
const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LONGEST = 24 * units.h;

/** What a duration looks like; the editor's schema shows it too. */
export const durationPattern = /^[1-9][0-9]{0,4}[smhd]$/;

/** Milliseconds; null when the text is not a duration or is longer than `longest`, which is 24 hours unless it is given. */
export function parseDuration(text: string, longest = LONGEST): number | null {
  if (!durationPattern.test(text)) return null;
  const unit = text.at(-1);
  if (unit !== "s" && unit !== "m" && unit !== "h" && unit !== "d") return null;
  const milliseconds = Number(text.slice(0, -1)) * units[unit];
  return milliseconds <= longest ? milliseconds : null;
}

/** The shortest exact form: `formatDuration(2_700_000)` is `45m`. Parts of a second are dropped. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds > units.d && milliseconds % units.d === 0) return `${milliseconds / units.d}d`;
  if (milliseconds >= units.h && milliseconds % units.h === 0) return `${milliseconds / units.h}h`;
  if (milliseconds >= units.m && milliseconds % units.m === 0) return `${milliseconds / units.m}m`;
  return `${Math.floor(milliseconds / units.s)}s`;
}
