/** A moment in the past as a person types it: a date, a time, or how long ago. */

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `2026-11-20`, `2026-11-20T14:00Z` (without a zone: UTC), `90m`, `24h` or `7d`; null for anything else. */
export function parseSince(text: string, now: Date): Date | null {
  const ago = /^([1-9][0-9]{0,5})([mhd])$/.exec(text);
  if (ago) {
    const unit = ago[2];
    if (unit !== "m" && unit !== "h" && unit !== "d") return null;
    return new Date(now.getTime() - Number(ago[1]) * units[unit]);
  }
  const moment =
    /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2})(:[0-9]{2}(?:\.[0-9]{1,3})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$/.exec(
      text,
    );
  if (!moment) return null;
  const [, day = "", time = "00:00", seconds = ":00", zone = "Z"] = moment;
  const found = new Date(`${day}T${time}${seconds}${zone}`);
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(found.getTime()) || Number.isNaN(midnight.getTime())) return null;
  // `new Date` takes the 30th of February for the 2nd of March.
  return midnight.toISOString().startsWith(day) ? found : null;
}
