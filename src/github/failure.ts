/** What an octokit error says: GitHub's status and words, or that no answer came. */
import { z } from "zod";

/**
 * A request that failed. octokit gives a connection that broke the status 500, so that "no answer" and "GitHub failed"
 * look alike: after neither is it known whether the request was carried out.
 */
const Failure = z.object({ status: z.int(), message: z.string() });
type Failure = z.infer<typeof Failure>;

/** null for an error that is no request's. */
export function failureOf(error: unknown): Failure | null {
  return Failure.safeParse(error).data ?? null;
}

/** 404: GitHub knows no such thing, or does not show it to us. */
export function isMissing(error: unknown): boolean {
  return failureOf(error)?.status === 404;
}

/** 401: our token is not believed (any more); nothing else that we send would be. */
export function isUnauthorized(error: unknown): boolean {
  return failureOf(error)?.status === 401;
}

/** 422 in GitHub's words for a ref, a pull request and a label that exist. */
export function isAlready(error: unknown): boolean {
  const failure = failureOf(error);
  return failure?.status === 422 && /already exists|already_exists/i.test(failure.message);
}

/** 409 and 404 for a run that has ended, or that was deleted. */
export function isOver(error: unknown): boolean {
  return failureOf(error)?.status === 409 || isMissing(error);
}

/** GraphQL's "no": what it was about, and GitHub's type for it, such as `NOT_FOUND` or `FORBIDDEN`. */
export class GraphQLRefusal extends Error {
  readonly type: string | null;

  constructor(message: string, type: string | null | undefined) {
    super(message);
    this.type = type ?? null;
  }
}

/** The token that a request needed was not given. */
export class NoToken extends Error {}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
