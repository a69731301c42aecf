/** Installation tokens of the App, renewed before they expire; each names the one repository and the least that its use needs. */
import { createAppAuth } from "@octokit/auth-app";
import { request } from "@octokit/request";
import { z } from "zod";

export interface AppCredentials {
  readonly baseUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly installationId: number;
  readonly repositoryName: string;
}

export interface AppTokens {
  /** May do all that the orchestrator does. */
  orchestrator(): Promise<string>;
  /** May only read the repository's content: for clones. */
  reader(): Promise<string>;
}

export function createAppTokens({
  baseUrl,
  appId,
  privateKey,
  installationId,
  repositoryName,
}: AppCredentials): AppTokens {
  const auth = createAppAuth({ appId, privateKey, installationId, request: request.defaults({ baseUrl }) });
  const token = async (permissions: Record<string, string>): Promise<string> => {
    const answer = await auth({ type: "installation", repositoryNames: [repositoryName], permissions });
    return z.object({ token: z.string() }).parse(answer).token;
  };
  return {
    orchestrator: () =>
      token({
        actions: "write",
        checks: "write",
        contents: "write",
        issues: "write",
        metadata: "read",
        pull_requests: "write",
      }),
    reader: () => token({ contents: "read", metadata: "read" }),
  };
}
