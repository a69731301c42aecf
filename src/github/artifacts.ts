/** Artifacts of a workflow run: https://docs.github.com/en/rest/actions/artifacts */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "./client.ts";

const Artifact = z
  .object({
    id: z.int(),
    name: z.string(),
    size_in_bytes: z.int(),
    expired: z.boolean(),
    /** `sha256:…` of the archive; uploads of old have none. */
    digest: z.string().nullish(),
  })
  .transform(({ size_in_bytes: bytes, digest = null, ...rest }) => ({ ...rest, bytes, digest }));
export type Artifact = z.infer<typeof Artifact>;

const Listing = z.object({ total_count: z.int(), artifacts: z.array(Artifact) });

export interface ListedArtifacts {
  /** The newest of each name: a run that is started again may bring the same once more. */
  readonly artifacts: readonly Artifact[];
  /** How many GitHub has, of which at most 100 are listed. */
  readonly count: number;
}

/** @param name Only those of this name. */
export async function listArtifacts(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
  run: number,
  name?: string,
): Promise<ListedArtifacts> {
  const only = name === undefined ? {} : { name };
  const { data } = await octokit.rest.actions.listWorkflowRunArtifacts({
    owner,
    repo,
    run_id: run,
    per_page: 100,
    ...only,
  });
  const { artifacts, total_count: count } = Listing.parse(data);
  const newest = new Map<string, Artifact>();
  for (const artifact of artifacts) {
    const known = newest.get(artifact.name);
    if (!known || known.id < artifact.id) newest.set(artifact.name, artifact);
  }
  return { artifacts: [...newest.values()].toSorted((a, b) => a.id - b.id), count };
}

/** An archive as large as a report with company may be. */
export const ARCHIVE_BYTES = 10 * 1_024 * 1_024;
/** Milliseconds. */
const PATIENCE = 30_000;

/**
 * The archive's bytes; null when it could not be fetched now. GitHub answers with an address that is good for a minute: it is asked
 * without our token, which is nobody else's, and no further than where it leads.
 */
export async function downloadArtifact(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
  { id, digest }: Artifact,
): Promise<Uint8Array | null> {
  const { headers, url } = await octokit.rest.actions.downloadArtifact({
    owner,
    repo,
    artifact_id: id,
    archive_format: "zip",
    request: { redirect: "manual" },
  });
  const from = new URL(headers.location ?? "", url);
  const asked = new URL(url);
  // In the clear only where GitHub itself is spoken to in the clear: on this machine.
  if (headers.location === undefined || (from.protocol !== "https:" && from.origin !== asked.origin))
    return null;
  try {
    const response = await fetch(from, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    const archive = response.ok ? await readBounded(response) : null;
    return archive && isWhole(archive, digest) ? archive : null;
  } catch {
    return null;
  }
}

function isWhole(archive: Uint8Array, digest: string | null): boolean {
  return digest === null || digest === `sha256:${createHash("sha256").update(archive).digest("hex")}`;
}

/** null when there is more than may be: the listing said less. */
async function readBounded({ body }: Response): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ARCHIVE_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
