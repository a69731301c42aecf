/** `access.json`: how a second terminal reaches the `signalbox up` that runs for a clone. Only its user may read it, and it goes when `up` ends. */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

export const Access = z.object({
  v: z.literal(1),
  pid: z.int().min(1),
  /** The REST base; GraphQL is at `<rest>/graphql`. */
  rest: z.url(),
  /** The web page, without a way to sign in. */
  page: z.url(),
  owner: z.string(),
  name: z.string(),
  defaultBranch: z.string(),
  /** The first is whose clone it is. */
  users: z
    .array(z.object({ login: z.string(), role: z.string(), token: z.string() }).readonly())
    .min(1)
    .readonly(),
  /** What a pass that writes acts as. */
  app: z.object({ id: z.int(), installationId: z.int(), privateKey: z.string() }).readonly(),
});
export type Access = z.infer<typeof Access>;

const fileIn = (state: string): string => join(state, "access.json");

/** Whole or not at all, and at no moment readable by others. */
export async function writeAccess(state: string, access: Access): Promise<void> {
  const draft = join(state, `access-${process.pid}.json`);
  await rm(draft, { force: true });
  await writeFile(draft, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  await rename(draft, fileIn(state));
}

/** The access to a process that is alive; null when none runs, or one that was killed has left its file behind. */
export async function readAccess(state: string): Promise<Access | null> {
  const access = await parseAccess(state);
  return access !== null && isAlive(access.pid) && (await answers(access)) ? access : null;
}

/** Leaves the file of another process alone. */
export async function removeAccess(state: string): Promise<void> {
  if ((await parseAccess(state))?.pid === process.pid) await rm(fileIn(state), { force: true });
}

/** Null for a file that is not there, half of another version's, or no access at all. */
async function parseAccess(state: string): Promise<Access | null> {
  try {
    return Access.parse(JSON.parse(await readFile(fileIn(state), "utf8")));
  } catch (error) {
    const missing = z.object({ code: z.literal("ENOENT") }).safeParse(error).success;
    if (missing || error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw new Error(`${fileIn(state)} cannot be read`, { cause: error });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return z.object({ code: z.literal("EPERM") }).safeParse(error).success;
  }
}

/** The pid may have gone to another process since: only what knows the token is ours. */
async function answers({ rest, owner, name, users: [user] }: Access): Promise<boolean> {
  try {
    const answer = await fetch(`${rest}/repos/${owner}/${name}`, {
      headers: { authorization: `Bearer ${user?.token ?? ""}` },
      signal: AbortSignal.timeout(10_000),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
