/** What a new world holds: its owner, the repository, the Signalbox App with its keys and installation, and the App of GitHub Actions. */
import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { actionsAppId } from "./operations/workflow-run.ts";
import type { App, Grants } from "./records.ts";
import type { World } from "./world.ts";

export interface AppIdentity {
  readonly id: number;
  readonly slug: "signalbox";
  /** PEM, PKCS #1 as GitHub hands it out. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly installationId: number;
  readonly bot: { readonly id: number; readonly login: string };
}

/** What Signalbox asks for when it is installed. */
const signalboxGrants: Grants = {
  actions: "write",
  checks: "write",
  contents: "write",
  issues: "write",
  metadata: "read",
  pull_requests: "write",
  statuses: "read",
};

/** What the token of a workflow may do at most. */
const actionsGrants: Grants = {
  actions: "write",
  checks: "write",
  contents: "write",
  issues: "write",
  metadata: "read",
  pull_requests: "write",
  statuses: "write",
};

/** github-actions[bot] on github.com. */
const actionsBotId = 41_898_282;
const signalboxBotId = 90_000_001;

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
}

/** Makes the installation on first start and reads it afterwards. `address` counts only when it is made. */
export async function prepareInstallation(world: World, address: NewRepository): Promise<AppIdentity> {
  if (world.installations.all().length === 0) await install(world, address);
  const [installation] = world.installations.all();
  const app = installation && world.apps.get(installation.appId);
  const bot = app && world.users.get(app.botId);
  const [privateKey, webhookSecret] = [world.setting("app-private-key"), world.setting("webhook-secret")];
  if (!installation || !bot || privateKey === null || webhookSecret === null)
    throw new Error("the embedded GitHub's database lacks its App's installation");
  return {
    id: app.id,
    slug: "signalbox",
    privateKey,
    webhookSecret,
    installationId: installation.id,
    bot: { id: bot.id, login: bot.login },
  };
}

async function install(world: World, address: NewRepository): Promise<void> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  world.saveSetting("app-private-key", privateKey);
  world.saveSetting("webhook-secret", randomBytes(32).toString("hex"));
  world.write(() => {
    const at = world.now();
    const owner = world.users.insert({ login: address.owner, type: "User", name: null, createdAt: at });
    world.collaborators.insert({ userId: owner.id, role: "admin" });
    world.repositories.insert({
      ownerId: owner.id,
      name: address.name,
      description: null,
      private: true,
      archived: false,
      defaultBranch: address.defaultBranch,
      createdAt: at,
      updatedAt: at,
      pushedAt: at,
    });
    const signalbox = world.apps.insert({
      slug: "signalbox",
      name: "Signalbox",
      ownerId: owner.id,
      botId: signalboxBotId,
      grants: signalboxGrants,
      createdAt: at,
    });
    const actions: App = {
      id: actionsAppId,
      slug: "github-actions",
      name: "GitHub Actions",
      ownerId: owner.id,
      botId: actionsBotId,
      grants: actionsGrants,
      createdAt: at,
    };
    world.apps.put(actions);
    for (const app of [signalbox, actions])
      world.users.put({ id: app.botId, login: `${app.slug}[bot]`, type: "Bot", name: null, createdAt: at });
    world.installations.insert({ appId: signalbox.id, createdAt: at });
  });
}
