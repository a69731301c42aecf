/** Names and addresses that GitHub puts on commits that it makes itself. */
import type { Signature } from "../git/commit.ts";
import type { User } from "../records.ts";

/** The no-reply address under which GitHub knows a user's or a bot's commits. */
export function signatureOf(user: User, date: string): Signature {
  return {
    name: user.name ?? user.login,
    email: `${user.id}+${user.login}@users.noreply.github.com`,
    date,
  };
}

/** The committer of what is made on the web or through the API without a committer. */
export function gitHubSignature(date: string): Signature {
  return { name: "GitHub", email: "noreply@github.com", date };
}
