/** A GraphQL answer that is used whole or not at all. */
import type { GraphQLAnswer } from "./client.ts";

/** The data of an answer without errors; throws when something is missing from it. */
export function complete({ data, errors }: GraphQLAnswer): unknown {
  const [error] = errors;
  if (error) throw new Error(`GitHub answered only in part: ${error.message}`);
  return data;
}
