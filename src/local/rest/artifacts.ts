/** Artifacts of workflow runs: https://docs.github.com/rest/actions/artifacts */
import { ApiError, notFound } from "../api-error.ts";
import { archiveUrl } from "../artifact-http.ts";
import { needs } from "../caller.ts";
import { isExpired } from "../operations/artifact.ts";
import { renderArtifact } from "../render/artifact.ts";
import { page } from "./page.ts";
import { type Route, repositoryRoutes } from "./route.ts";

export const artifactRoutes: readonly Route[] = repositoryRoutes([
  [
    "GET",
    "/actions/runs/{run_id}/artifacts",
    needs.readActions,
    (request) => {
      const { world } = request.operation;
      const run = world.workflowRuns.get(request.number("run_id"));
      if (!run) throw notFound();
      const name = request.query.get("name");
      const wanted = world.artifacts
        .where("runId", run.id)
        .filter((artifact) => name === null || artifact.name === name)
        .toReversed();
      return page(
        request,
        wanted,
        (artifact) => renderArtifact(request.site, artifact),
        (artifacts) => ({ total_count: wanted.length, artifacts }),
      );
    },
  ],
  [
    "GET",
    "/actions/artifacts/{artifact_id}/{archive_format}",
    needs.readActions,
    ({ site, operation: { world }, number, path }) => {
      const artifact = world.artifacts.get(number("artifact_id"));
      if (!artifact || path("archive_format") !== "zip") throw notFound();
      if (isExpired(world, artifact)) throw new ApiError(410, "Artifact has expired");
      return { status: 302, headers: { location: archiveUrl(site, artifact.id) } };
    },
  ],
]);
