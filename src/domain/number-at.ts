/** A number in a JSON report, found by a plain dotted path: `total.lines.pct`, `results.0.mean`. */
export type NumberAt =
  | { readonly ok: true; readonly value: number }
  /** What stands there instead: "nothing", "text", "a list". */
  | { readonly ok: false; readonly found: string };

export function numberAt(report: unknown, path: string): NumberAt {
  let at = report;
  for (const key of path.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key))
      return { ok: false, found: "nothing" };
    at = Reflect.get(at, key);
  }
  return typeof at === "number" && Number.isFinite(at)
    ? { ok: true, value: at }
    : { ok: false, found: kind(at) };
}

function kind(found: unknown): string {
  if (found === null) return "null";
  if (Array.isArray(found)) return "a list";
  if (typeof found === "string") return "text";
  if (typeof found === "boolean") return "true or false";
  // JSON.parse makes Infinity of `1e999`.
  return typeof found === "number" ? "a number beyond all bounds" : "an object";
}
