/** An error and what caused it, in one line. */
export function withCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}, because ${withCauses(error.cause)}`;
}
