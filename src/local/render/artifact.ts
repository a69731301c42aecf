/** Artifacts as REST shows them. */
import { createHash } from "node:crypto";
import { nodeId } from "../node-id.ts";
import { isExpired } from "../operations/artifact.ts";
import type { Artifact } from "../records.ts";
import { apiUrl, type Site } from "./site.ts";

export function renderArtifact(site: Site, artifact: Artifact) {
  const { world } = site;
  const archive = Buffer.from(artifact.archive, "base64");
  const url = apiUrl(site, `/actions/artifacts/${artifact.id}`);
  const run = world.workflowRuns.get(artifact.runId);
  const repositoryId = world.repository().id;
  return {
    id: artifact.id,
    node_id: nodeId("artifact", artifact.id),
    name: artifact.name,
    size_in_bytes: archive.byteLength,
    url,
    archive_download_url: `${url}/zip`,
    expired: isExpired(world, artifact),
    digest: `sha256:${createHash("sha256").update(archive).digest("hex")}`,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: run
      ? {
          id: run.id,
          repository_id: repositoryId,
          head_repository_id: repositoryId,
          head_branch: run.headBranch,
          head_sha: run.headSha,
        }
      : null,
  };
}
