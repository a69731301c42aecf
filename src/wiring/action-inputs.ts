/** What the Action is told: its inputs, and by the runner where it is. Of the event, only the repository's address is believed. */
import { z } from "zod";
import { parseRepository, type RepositoryAddress, repositoryKey } from "../domain/repository.ts";
import {
  type ActionProblem,
  missingTokenText,
  noRepositoryText,
  otherRepositoryText,
  unknownModeText,
} from "../text/action-problem.ts";

/** The only list of modes. */
const modes = ["reconcile", "gate"] as const;
export type ActionMode = (typeof modes)[number];

export interface ActionInputs {
  readonly mode: ActionMode;
  readonly token: string;
  readonly repository: RepositoryAddress;
  /** REST base. */
  readonly baseUrl: string;
}

export interface Told {
  /** An input as the workflow gave it; empty when it gave none. */
  readonly input: (name: "mode" | "token") => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of the event file; null when there is none that can be read. */
  readonly event: string | null;
}

export function readInputs({
  input,
  env,
  event,
}: Told): { readonly ok: true; readonly inputs: ActionInputs } | { ok: false; problem: ActionProblem } {
  const wanted = input("mode");
  const mode = modes.find((each) => each === (wanted || "reconcile"));
  if (!mode) return { ok: false, problem: unknownModeText(wanted, modes) };
  const token = input("token");
  if (token === "") return { ok: false, problem: missingTokenText() };
  const job = parseRepository(env["GITHUB_REPOSITORY"] ?? "");
  const told = event === null ? null : addressIn(event);
  const repository = job ?? told;
  if (!repository) return { ok: false, problem: noRepositoryText() };
  if (told && repositoryKey(told) !== repositoryKey(repository))
    return { ok: false, problem: otherRepositoryText(repositoryKey(repository), repositoryKey(told)) };
  const baseUrl = env["GITHUB_API_URL"] || "https://api.github.com";
  return { ok: true, inputs: { mode, token, repository, baseUrl } };
}

const Addressed = z.object({
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
});

/** null for an event that is about no repository, or cannot be read: a schedule's says little, and needs to say nothing. */
function addressIn(event: string): RepositoryAddress | null {
  try {
    const { owner, name } = Addressed.parse(JSON.parse(event)).repository;
    return parseRepository(`${owner.login}/${name}`);
  } catch {
    return null;
  }
}
