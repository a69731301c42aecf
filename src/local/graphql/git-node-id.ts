/** Node ids of what Git keeps and the world has no record of: commits, trees and blobs by object id, refs by full name. */
const prefixes = { commit: "C", tree: "T", blob: "B" } as const;

export type GitNodeId =
  | { readonly kind: keyof typeof prefixes; readonly oid: string }
  | { readonly kind: "ref"; readonly name: string };

export function formatGitNodeId(node: GitNodeId): string {
  return node.kind === "ref"
    ? `REF_${Buffer.from(node.name).toString("base64url")}`
    : `${prefixes[node.kind]}_${node.oid}`;
}

/** Null for an id of another kind. */
export function parseGitNodeId(id: string): GitNodeId | null {
  const [, name] = /^REF_([A-Za-z0-9_-]+)$/.exec(id) ?? [];
  if (name) return { kind: "ref", name: Buffer.from(name, "base64url").toString() };
  const [, prefix, oid] = /^([CTB])_([0-9a-f]{40})$/.exec(id) ?? [];
  const kind = kinds.find((candidate) => prefixes[candidate] === prefix);
  return kind && oid ? { kind, oid } : null;
}

const kinds = ["commit", "tree", "blob"] as const;
