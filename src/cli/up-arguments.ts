/** Reads the arguments of `signalbox up` that have a form of their own. */
import { z } from "zod";
import type { Collaborator } from "../local/records.ts";
import { WrongUse } from "./command.ts";

const Argv = z.array(z.string()).min(1);

/** A JSON array, or words split at blanks; null when nothing was given. */
export function argvOf(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  if (!text.trimStart().startsWith("[")) {
    const words = text.split(/\s+/).filter((word) => word !== "");
    if (words.length === 0)
      throw new WrongUse("--command is empty; name a program: --command 'node /path/to/agent.mjs'");
    return words;
  }
  try {
    return Argv.parse(JSON.parse(text));
  } catch {
    throw new WrongUse(`--command takes words or a JSON array of texts, but was given ${text}`);
  }
}

const roles = [
  "read",
  "triage",
  "write",
  "maintain",
  "admin",
] as const satisfies readonly Collaborator["role"][];

export interface NamedUser {
  readonly login: string;
  readonly role: Collaborator["role"];
}

export function usersOf(texts: readonly string[]): readonly NamedUser[] {
  return texts.map((text) => {
    const [, login, named] = /^([a-z0-9](?:-?[a-z0-9]){0,38})=([a-z]+)$/i.exec(text) ?? [];
    const role = roles.find((each) => each === named);
    if (login === undefined || role === undefined)
      throw new WrongUse(`--user takes LOGIN=ROLE with a role of ${roles.join(", ")}, but was given ${text}`);
    return { login, role };
  });
}

/** 0, a free one, when nothing was given. */
export function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 1 || port > 65_535)
    throw new WrongUse(`--port takes a number from 1 to 65535, but was given ${text}`);
  return port;
}
