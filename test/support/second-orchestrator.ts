/** A second orchestrator on the GitHub of a scene, as another replica or a laptop would be: it shares nothing with the first but GitHub. */
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createClient } from "../../src/github/client.ts";
import { createAppTokens } from "../../src/wiring/app-tokens.ts";
import { localForecast } from "../../src/wiring/merge-forecast.ts";
import { createOrchestrator, type Orchestrator } from "../../src/wiring/orchestrator.ts";
import { owner, repo, type Scene } from "./scene.ts";

/** It hears of every event of GitHub, at the same time as the scene's own. */
export function secondOrchestrator(
  { github, clock }: Pick<Scene, "github" | "clock">,
  errors: unknown[],
): Orchestrator {
  const { id: appId, privateKey, installationId } = github.app;
  const tokens = createAppTokens({
    baseUrl: github.url,
    appId,
    privateKey,
    installationId,
    repositoryName: repo,
    clock,
  });
  const client = createClient({ baseUrl: github.url, token: tokens.orchestrator, clock, writeSpacing: 0 });
  const orchestrator = createOrchestrator({
    client,
    repository: { owner, name: repo },
    clock,
    forecast: localForecast(join(github.dir, "origin.git")),
    alone: true,
    onPass: () => {},
    onError: (error) => errors.push(error),
  });
  const stop = github.onEvent(() => orchestrator.hint());
  onTestFinished(async () => {
    stop();
    await orchestrator.close();
  });
  return orchestrator;
}
