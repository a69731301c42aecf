/** Commits, files, trees and refs as REST shows them. */

import { userNamed } from "../find.ts";
import type { Commit } from "../git/commit.ts";
import type { FileDiff } from "../git/diff.ts";
import type { Ref } from "../git/ref.ts";
import type { SizedEntry } from "../git/tree.ts";
import { nodeId } from "../node-id.ts";
import { apiUrl, pageUrl, type Site } from "./site.ts";
import { renderKnownUser } from "./user.ts";

/** The embedded GitHub signs nothing. */
const unsigned = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

/** GitHub's `git-commit`, of the Git database API. */
export function renderGitCommit(site: Site, commit: Commit) {
  return {
    sha: commit.oid,
    node_id: commitNodeId(site, commit.oid),
    url: apiUrl(site, `/git/commits/${commit.oid}`),
    html_url: pageUrl(site, `/commit/${commit.oid}`),
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: apiUrl(site, `/git/trees/${commit.tree}`) },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: apiUrl(site, `/git/commits/${sha}`),
      html_url: pageUrl(site, `/commit/${sha}`),
    })),
    verification: unsigned,
  };
}

/** GitHub's `commit`, of the repository's commits API. */
export function renderCommit(site: Site, commit: Commit) {
  const url = apiUrl(site, `/commits/${commit.oid}`);
  return {
    sha: commit.oid,
    node_id: commitNodeId(site, commit.oid),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: apiUrl(site, `/git/trees/${commit.tree}`) },
      url: apiUrl(site, `/git/commits/${commit.oid}`),
      comment_count: 0,
      verification: unsigned,
    },
    url,
    html_url: pageUrl(site, `/commit/${commit.oid}`),
    comments_url: `${url}/comments`,
    author: renderByEmail(site, commit.author.email),
    committer: renderByEmail(site, commit.committer.email),
    parents: commit.parents.map((sha) => ({
      sha,
      url: apiUrl(site, `/commits/${sha}`),
      html_url: pageUrl(site, `/commit/${sha}`),
    })),
  };
}

/** The user to whom GitHub attributes a commit: by its no-reply address. Anyone can write any address. */
function renderByEmail(site: Site, email: string) {
  const [, login] = /^(?:[0-9]+\+)?([^@]+)@users\.noreply\.github\.com$/.exec(email) ?? [];
  const user = login === undefined ? undefined : userNamed(site.world, login);
  return user ? renderKnownUser(site, user) : null;
}

export function commitNodeId(site: Site, oid: string): string {
  return `C_${nodeId("repository", site.world.repository().id)}_${oid}`;
}

/** GitHub's `diff-entry`. It has no file modes: a symlink or a submodule does not show here. */
export function renderFile(site: Site, headSha: string, file: FileDiff) {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: pageUrl(site, `/blob/${headSha}/${path}`),
    raw_url: pageUrl(site, `/raw/${headSha}/${path}`),
    contents_url: apiUrl(site, `/contents/${path}?ref=${headSha}`),
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.formerPath === null ? {} : { previous_filename: file.formerPath }),
  };
}

export function renderTree(site: Site, sha: string, entries: readonly SizedEntry[], truncated: boolean) {
  return {
    sha,
    url: apiUrl(site, `/git/trees/${sha}`),
    tree: entries.map((entry) => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.oid,
      ...(entry.size === null ? {} : { size: entry.size }),
      ...(entry.type === "commit" ? {} : { url: apiUrl(site, `/git/${entry.type}s/${entry.oid}`) }),
    })),
    truncated,
  };
}

export function renderRef(site: Site, ref: Ref) {
  return {
    ref: ref.name,
    node_id: `REF_${Buffer.from(ref.name).toString("base64url")}`,
    url: apiUrl(site, `/git/${ref.name}`),
    object: { sha: ref.oid, type: ref.type, url: apiUrl(site, `/git/${ref.type}s/${ref.oid}`) },
  };
}
