/** What the App is installed on, as GitHub says now: whom it serves is read from here and never from a webhook. */
import { z } from "zod";
import { appPermissions } from "../domain/app-manifest.ts";
import type { Client } from "../github/client.ts";
import type { StopReason } from "../text/serve-log.ts";

export interface Installation {
  readonly id: number;
  readonly account: string;
  /** Why nothing of it can be served; null when it can. */
  readonly stop: StopReason | null;
}

export interface ListedRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly stop: StopReason | null;
  /** Changes with each push: a config can only have appeared by one. */
  readonly pushedAt: string | null;
}

const Installations = z.array(
  z.object({
    id: z.int(),
    account: z.object({ login: z.string().optional(), slug: z.string().optional() }).nullable(),
    suspended_at: z.string().nullish(),
    permissions: z.record(z.string(), z.string()),
  }),
);

const Repositories = z.object({
  repositories: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      owner: z.object({ login: z.string() }),
      archived: z.boolean(),
      disabled: z.boolean().default(false),
      pushed_at: z.string().nullish(),
    }),
  ),
});

const PAGE = 100;
/** 50,000 of them; what goes on longer is no list. */
const PAGES = 500;

/** https://docs.github.com/en/rest/apps/apps#list-installations-for-the-authenticated-app */
export async function listInstallations({ octokit }: Client): Promise<readonly Installation[]> {
  const found = await allPages(async (page) =>
    Installations.parse((await octokit.rest.apps.listInstallations({ per_page: PAGE, page })).data),
  );
  return found.map(({ id, account, suspended_at, permissions }) => ({
    id,
    account: account?.login ?? account?.slug ?? String(id),
    stop: suspended_at ? "suspended" : lacksPermissions(permissions) ? "permissions" : null,
  }));
}

/** https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation */
export async function listRepositories({ octokit }: Client): Promise<readonly ListedRepository[]> {
  const found = await allPages(
    async (page) =>
      Repositories.parse(
        (await octokit.rest.apps.listReposAccessibleToInstallation({ per_page: PAGE, page })).data,
      ).repositories,
  );
  return found.map(({ id, name, owner, archived, disabled, pushed_at }) => ({
    id,
    owner: owner.login,
    name,
    stop: archived ? "archived" : disabled ? "disabled" : null,
    pushedAt: pushed_at ?? null,
  }));
}

async function allPages<T>(read: (page: number) => Promise<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = [];
  for (let page = 1; page <= PAGES; page += 1) {
    const items = await read(page);
    found.push(...items);
    if (items.length < PAGE) return found;
  }
  throw new Error(`GitHub lists more than ${PAGES} pages`);
}

function lacksPermissions(granted: Readonly<Record<string, string>>): boolean {
  return Object.entries(appPermissions).some(
    ([name, { level }]) => granted[name] !== "write" && granted[name] !== level,
  );
}
