/** What is said of a shared path that its policy keeps from a task: the middle of a sentence that begins with the path. */
import type { SharedPolicy } from "../../domain/shared-policy.ts";
import { code } from "../markdown.ts";

export function withheldText({
  detail,
  policy,
  owner,
}: {
  /** The policy's glob. */
  readonly detail: string;
  readonly policy: SharedPolicy;
  readonly owner: string | null;
}): string {
  const by = `(\`shared\`: ${code(detail)}, policy ${policy})`;
  switch (policy) {
    case "forbid":
      return `kept from every agent ${by}`;
    case "owner":
      return `for ${owner} alone ${by}`;
    case "serialize":
    case "person":
      return `shared ${by}, for tasks that name it under Scope in their issue`;
    default:
      return policy satisfies never;
  }
}
