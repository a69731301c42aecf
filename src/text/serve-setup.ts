/** How to make the App, step by step, and what is wrong with what `signalbox serve` was given. */
import { appEvents, appPermissions } from "../domain/app-manifest.ts";

export const setupProblemText = {
  missing: "is not set",
  appId: (seen: string) => `must be the App's number, but is ${JSON.stringify(seen)}`,
  noPem: "holds no PEM: neither as it is, nor in base64",
  badPem: "holds a PEM that cannot be read as a private key: is all of it there?",
  notRsa: "holds a key that is not RSA: GitHub's are",
  noFile: (path: string) => `names ${JSON.stringify(path)}, which cannot be read`,
  url: (seen: string) =>
    `must be https://api.github.com or https://HOST/api/v3, but is ${JSON.stringify(seen)}`,
  plainHttp: (seen: string) =>
    `must begin with https://, for tokens are sent there, but is ${JSON.stringify(seen)}`,
  port: (seen: string) => `must be a port from 0 to 65535, but is ${JSON.stringify(seen)}`,
  level: (seen: string, levels: readonly string[]) =>
    `must be one of ${levels.join(", ")}, but is ${JSON.stringify(seen)}`,
} as const;

export interface SetupProblem {
  readonly variable: string;
  readonly problem: string;
}

export function setupText(problems: readonly SetupProblem[], apiUrl: string): string {
  const list = problems.map(({ variable, problem }) => `  ${variable} ${problem}`).join("\n");
  return `signalbox serve does not start:\n${list}\n\n${stepsText(siteOf(apiUrl))}`;
}

/** The page on which people register an App belongs to the API's host: https://HOST/api/v3 is the API of https://HOST. */
function siteOf(apiUrl: string): string {
  return apiUrl === "https://api.github.com" || !URL.canParse(apiUrl)
    ? "https://github.com"
    : new URL(apiUrl).origin;
}

function stepsText(site: string): string {
  return `To make the GitHub App, once (app.yml says the same as a manifest):

1. Open this page; its form is filled in with the least permissions and events. For an organization, begin it with
   ${site}/organizations/ORGANIZATION/settings/apps/new instead.

   ${registrationUrl(site)}

2. Make a secret, and keep it: openssl rand -hex 32
   In the form, put the address at which GitHub reaches this server into "Webhook URL",
   https://YOUR-HOST/api/github/webhooks, and the secret into "Webhook secret". Press "Create GitHub App".
3. On the page that follows, note the "App ID", and press "Generate a private key": a .pem file is downloaded.
4. Press "Install App" and choose the repositories.
5. Start the server:

   export APP_ID=12345                       # step 3
   export PRIVATE_KEY_PATH=/path/to/app.pem  # step 3; or PRIVATE_KEY: the PEM, with \\n for its line ends, or in base64
   export WEBHOOK_SECRET=...                 # step 2${site === "https://github.com" ? "" : `\n   export GITHUB_API_URL=${site}/api/v3`}
   signalbox serve

On GitHub Enterprise Server, set GITHUB_API_URL=https://HOST/api/v3 first: these steps then name its pages.`;
}

/** https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-using-url-parameters */
function registrationUrl(site: string): string {
  const permissions = Object.entries(appPermissions).map(([name, { level }]) => `${name}=${level}`);
  const events = Object.keys(appEvents).map((event) => `events[]=${event}`);
  return `${site}/settings/apps/new?${["name=signalbox", "public=false", "webhook_active=true", ...permissions, ...events].join("&")}`;
}

/** What GitHub answers to the App's own key. */
export function wrongKeyText(appId: number, baseUrl: string, status: number): string {
  return `GitHub at ${baseUrl} does not know App ${appId} by this key (${status}). APP_ID and PRIVATE_KEY must be of the same App: both are on its page under Settings, Developer settings, GitHub Apps; "Generate a private key" there makes a new one. For GitHub Enterprise Server, set GITHUB_API_URL=https://HOST/api/v3.`;
}
