/**
 * What the commands that look at a repository have in common. What reaches it is loaded only when one of them is carried out, not for
 * its help.
 */
import type { Io } from "./command.ts";
import type { Connection } from "./connection.ts";

export const connectOptions = { dir: { type: "string" }, repo: { type: "string" } } as const;

export const connectUsage = `  --dir D         a world that \`signalbox demo --dir D\` keeps (the current folder, when it is one)
  --repo OWNER/NAME   a repository on GitHub, with a token in GITHUB_TOKEN (GITHUB_API_URL for GitHub Enterprise Server)
  Without either, in a clone that \`signalbox up\` was started for: what it keeps, whether it runs or not.`;

/** As they were typed. */
export interface ConnectValues {
  readonly dir?: string | undefined;
  readonly repo?: string | undefined;
}

/** The repository that is meant. */
export async function connect(values: ConnectValues, io: Io): Promise<Connection> {
  return (await import("./connection.ts")).openConnection(values, io);
}
