/** Errors as GitHub's GraphQL API answers them: `type`, `path`, `locations`, `message`. */
import { GraphQLError } from "graphql";
import { ApiError } from "../api-error.ts";

/** The types that GitHub is known to answer with; it publishes no list. */
export type FailureType =
  | "ARGUMENT_LIMIT"
  | "EXCESSIVE_PAGINATION"
  | "FORBIDDEN"
  | "INVALID_CURSOR_ARGUMENTS"
  | "MAX_NODE_LIMIT_EXCEEDED"
  | "MISSING_PAGINATION_BOUNDARIES"
  | "NOT_FOUND"
  | "RATE_LIMITED"
  | "STALE_DATA"
  | "UNPROCESSABLE";

/** One entry of `errors` in a response. */
export interface FailureBody {
  readonly type?: FailureType;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly message: string;
}

/** A refusal to throw from a resolver: its field becomes null, the rest of the document stands. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly type: FailureType;

  constructor(type: FailureType, message: string) {
    super(message);
    this.type = type;
  }
}

/** What GitHub answers for an id that names nothing, or nothing that the caller may see: the two look the same. */
export function nodeNotFound(id: string): Failure {
  return new Failure("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);
}

/** What GitHub answers for a repository that does not exist, or not for the caller. */
export function repositoryNotFound(nameWithOwner: string): Failure {
  return new Failure("NOT_FOUND", `Could not resolve to a Repository with the name '${nameWithOwner}'.`);
}

/** An error of graphql-js as GitHub writes it. One that nobody foresaw is thrown on: it is a defect, not an answer. */
export function failureBody(error: GraphQLError): FailureBody {
  const { originalError: cause } = error;
  if (cause && !(cause instanceof Failure || cause instanceof ApiError || cause instanceof GraphQLError))
    throw new Error(`resolving ${error.path?.join(".")} failed`, { cause });
  return {
    ...typeOf(cause),
    ...(error.path ? { path: error.path } : {}),
    ...(error.locations ? { locations: error.locations } : {}),
    message: cause instanceof ApiError ? wordsOf(cause) : error.message,
  };
}

function typeOf(cause: Error | undefined): Pick<FailureBody, "type"> {
  if (cause instanceof Failure) return { type: cause.type };
  if (!(cause instanceof ApiError)) return {};
  switch (cause.status) {
    case 403:
      return { type: "FORBIDDEN" };
    case 404:
      return { type: "NOT_FOUND" };
    case 409:
      return { type: "STALE_DATA" };
    default:
      return { type: "UNPROCESSABLE" };
  }
}

/** REST lists what is wrong beside its message; GraphQL has the message alone. */
function wordsOf({ message, problems }: ApiError): string {
  const details = problems.map((problem) =>
    typeof problem === "string" ? problem : (problem.message ?? `${problem.field} is ${problem.code}`),
  );
  return details.length > 0 ? details.join(", ") : message;
}
