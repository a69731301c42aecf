/** What each `signalbox task …` starts from: the person, on the embedded GitHub of the `signalbox up` that runs for the clone. */
import { resolve } from "node:path";
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { notRunningText, refusedByGitHubText, unknownUserText } from "../../text/task.ts";
import type { Door } from "../../wiring/frozen-merge.ts";
import { type Access, readAccess } from "../../wiring/local-access.ts";
import { findClone, UnfitClone } from "../../wiring/local-clone.ts";
import { type Io, WrongUse } from "../command.ts";

/** Where the person sits: who they are, and the repository before them. */
export interface Desk {
  readonly octokit: Octokit;
  readonly at: { readonly owner: string; readonly repo: string };
  readonly login: string;
  /** The way to the same GitHub for whoever reads the ledger. */
  readonly door: Door;
}

export const deskOptions = { repo: { type: "string" }, as: { type: "string" } } as const;

export const deskUsage = `  --repo PATH  another clone than the one of the current folder (a path, not OWNER/NAME)
  --as LOGIN   act as somebody that \`signalbox up --user LOGIN=ROLE\` added
  --json       print the result as JSON
  --help       print this

Exit code 0: done. 1: refused, or there is no such issue. 2: wrong use, or \`signalbox up\` does not run. 3: something failed.`;

/** Does the work at the desk; says what keeps the person from it, or what GitHub refused. Resolves to the exit code. */
export async function atDesk(
  values: { readonly repo?: string | undefined; readonly as?: string | undefined },
  io: Io,
  work: (desk: Desk) => Promise<number>,
): Promise<number> {
  try {
    return await work(deskOf(await signIn(resolve(io.cwd, values.repo ?? "."), values.as)));
  } catch (error) {
    if (error instanceof UnfitClone) {
      io.err(error.message);
      return 2;
    }
    const refusal = Refusal.safeParse(error);
    if (!refusal.success) throw error;
    io.err(refusedByGitHubText(refusal.data.status, refusal.data.message));
    return 1;
  }
}

/** GitHub's "no": what it answers to a request that it understood. */
const Refusal = z.object({ status: z.int().min(400).max(499), message: z.string() });

interface SignedIn {
  readonly access: Access;
  readonly user: Access["users"][number];
}

/** The `signalbox up` that runs for the clone around a folder, and the person there; throws an `UnfitClone` that says what is missing. */
export async function signIn(folder: string, as: string | undefined): Promise<SignedIn> {
  const clone = await findClone(folder);
  const access = await readAccess(clone.state);
  if (!access) throw new UnfitClone(notRunningText(clone.top));
  const { users } = access;
  const user = as === undefined ? users[0] : users.find(({ login }) => login === as);
  if (user) return { access, user };
  throw new UnfitClone(
    unknownUserText(
      as ?? "",
      users.map(({ login }) => login),
    ),
  );
}

function deskOf({ access: { rest, owner, name }, user }: SignedIn): Desk {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const octokit = new Octokit({ baseUrl: rest, auth: user.token, log: silent });
  const door = { rest, owner, name, token: user.token };
  return { octokit, at: { owner, repo: name }, login: user.login, door };
}

/** The number of an issue or a pull request as a person types it. */
export function numberOf(text: string | undefined): number {
  if (text === undefined || !/^#?[1-9][0-9]{0,9}$/.test(text))
    throw new WrongUse("name the number of an issue");
  return Number(text.replace("#", ""));
}
