/** What is said of a credential; never the credential. */
export function secretText(what: string): string {
  return `this line holds what looks like ${what}. Take it out, read it from the environment instead, and revoke it if it was real: what was pushed is known.`;
}

export function secretPathText(what: string): string {
  return `a path holds what looks like ${what}. Give the file another name, and revoke it if it was real: what was pushed is known.`;
}

export function historyUnreadText(): string {
  return "the change has more commits than are looked through (250), so a secret in one of them could not be ruled out. Join commits, or split the change.";
}

/** It is gone from the files, and stays in what would be pushed. */
export function inCommitText(sha: string, message: string): string {
  return `in commit ${sha.slice(0, 7)}: ${message} Taking it out in a later commit does not help: rewrite that commit before you push.`;
}

/** Stands where one was. */
export function takenOutText(what: string): string {
  return `(${what}, taken out)`;
}
