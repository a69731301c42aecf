/** Who can unblock: an agent by its id (`testing`), or a person by their login (`@mira`). */
const agent = /^[a-z0-9-]{1,39}$/;
/** https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
const person = /^@[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})$/;

export function isAddressee(text: string): boolean {
  return agent.test(text) || person.test(text);
}

export function isPerson(addressee: string): boolean {
  return addressee.startsWith("@");
}

/** GitHub's logins are the same in any case. */
export function isSamePerson(a: string, b: string): boolean {
  return a.replace(/^@/, "").toLowerCase() === b.replace(/^@/, "").toLowerCase();
}
