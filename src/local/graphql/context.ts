/** What every resolver of one call knows: the world, its Git repository, who asks, and under which address. */
import { allows, type Need, sees } from "../caller.ts";
import type { Operation } from "../operations/operation.ts";
import { fullName, pageUrl } from "../render/site.ts";
import { Failure } from "./failure.ts";

/** What graphql-js reads a type's fields from: values, or functions of the field's arguments. */
export type Source = { readonly __typename: string; readonly [field: string]: unknown };

export interface Context extends Operation {
  /** Where people would find the pages that `url` fields name, without a final slash. */
  readonly origin: string;
}

/** Throws GitHub's FORBIDDEN unless the caller may; the caller is known to see the repository. */
export function demand({ world, caller }: Context, need: Need): void {
  if (allows(world, caller, need)) return;
  const by = caller.grants === null ? "personal access token" : "integration";
  throw new Failure("FORBIDDEN", `Resource not accessible by ${by}`);
}

/** Whether the repository exists for the caller, so that a node of it may be named at all. */
export function isVisible({ world, caller }: Context): boolean {
  return sees(world, caller);
}

/** Whether the repository is called so; GitHub compares without case. */
export function isNamed(context: Context, nameWithOwner: string): boolean {
  return fullName(context).toLowerCase() === nameWithOwner.toLowerCase();
}

/** The address of a page of the repository; `path` starts with `/`, or is empty. */
export function webUrl({ world, origin }: Context, path: string): string {
  return pageUrl({ world, url: origin }, path);
}
