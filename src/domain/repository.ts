/** Where a repository lives, and the key under which work on it is queued. */
export interface RepositoryAddress {
  readonly owner: string;
  readonly name: string;
}

/** The queue key of a repository: GitHub compares owner and name without case. */
export function repositoryKey({ owner, name }: RepositoryAddress): string {
  return `${owner}/${name}`.toLowerCase();
}

/** Reads `owner/name`; null when the text is not of that form. */
export function parseRepository(text: string): RepositoryAddress | null {
  const [, owner, name] = /^([A-Za-z0-9-]+)\/([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  return owner && name ? { owner, name } : null;
}
