/** What is said of a credential; never the credential. */
import { overrideText } from "./override.ts";

export function secretText(what: string): string {
  return `this line holds what looks like ${what}. Read it from the environment instead, and revoke it if it is real, for what was pushed is known. ${overrideText("secrets", "If it is none")}`;
}

export function secretPathText(what: string): string {
  return `a path holds what looks like ${what}. Give the file another name, and revoke it if it was real: what was pushed is known.`;
}

/** Stands where one was. */
export function takenOutText(what: string): string {
  return `(${what}, taken out)`;
}
