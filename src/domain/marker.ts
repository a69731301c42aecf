/**
 * Hidden markers by which Signalbox finds its own comments, and the board's issue, again: `<!-- signalbox:card task=12 -->`.
 * A marker counts only in what our own identity wrote.
 */
export type Marker =
  | { readonly kind: "card"; readonly task: number }
  | { readonly kind: "reply"; readonly comment: number }
  /** `at`: when the thing that it is about happened, in milliseconds since 1970. */
  | { readonly kind: "notice"; readonly at: number }
  /** Ends the body of the board's issue. */
  | { readonly kind: "board" };

export function formatMarker(marker: Marker): string {
  switch (marker.kind) {
    case "card":
      return `<!-- signalbox:card task=${marker.task} -->`;
    case "reply":
      return `<!-- signalbox:reply comment=${marker.comment} -->`;
    case "notice":
      return `<!-- signalbox:notice at=${marker.at} -->`;
    case "board":
      return "<!-- signalbox:board -->";
    default:
      return marker satisfies never;
  }
}

/** Reads the marker that ends the body of a comment or an issue; null when there is none. */
export function parseMarker(body: string): Marker | null {
  if (body.trimEnd().endsWith(formatMarker({ kind: "board" }))) return { kind: "board" };
  const match = /<!-- signalbox:(card task|reply comment|notice at)=([1-9][0-9]{0,15}) -->\s*$/.exec(body);
  if (!match) return null;
  const number = Number(match[2]);
  if (match[1] === "card task") return { kind: "card", task: number };
  return match[1] === "notice at" ? { kind: "notice", at: number } : { kind: "reply", comment: number };
}
