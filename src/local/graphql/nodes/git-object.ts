/** Git's objects: trees with their entries, blobs with their text, and (in `commit.ts`) commits. */
import { readBlob } from "../../git/blob.ts";
import { readTree, type TreeEntry } from "../../git/tree.ts";
import type { Context, Source } from "../context.ts";
import { Failure } from "../failure.ts";
import { formatGitNodeId } from "../git-node-id.ts";
import { commitNode } from "./commit.ts";

/** GitHub gives no more of a blob's text than this many bytes, and says `isTruncated`. */
const textLimit = 512_000;

/** How far Git looks for a NUL byte to call a blob binary. */
const binaryProbe = 8_000;

/** The object that a revision names (`main:docs`, an object id …); null when there is none. */
export async function gitObjectNode(context: Context, revision: string): Promise<Source | null> {
  const object = await context.git.objects.read(revision);
  if (object === null) return null;
  switch (object.type) {
    case "commit":
      return commitNode(context, object.oid);
    case "tree":
      return treeNode(context, object.oid);
    case "blob":
      return blobNode(object.oid, object.content);
    case "tag":
      throw new Failure("UNPROCESSABLE", "Annotated tags are not shown by the embedded GitHub.");
    default:
      return object.type satisfies never;
  }
}

export function treeNode(context: Context, oid: string): Source {
  return {
    __typename: "Tree",
    id: formatGitNodeId({ kind: "tree", oid }),
    oid,
    entries: async () => (await readTree(context.git, oid))?.map((entry) => treeEntryNode(context, entry)),
  };
}

export function treeEntryNode(context: Context, entry: TreeEntry): Source {
  return {
    __typename: "TreeEntry",
    name: entry.path.split("/").at(-1),
    mode: Number.parseInt(entry.mode, 8),
    type: entry.type,
    oid: entry.oid,
    // A submodule's commit lives in another repository.
    object: async () => {
      if (entry.type === "tree") return treeNode(context, entry.oid);
      const content = entry.type === "blob" ? await readBlob(context.git, entry.oid) : null;
      return content && blobNode(entry.oid, content);
    },
  };
}

function blobNode(oid: string, content: Buffer): Source {
  const isBinary = content.subarray(0, binaryProbe).includes(0);
  return {
    __typename: "Blob",
    id: formatGitNodeId({ kind: "blob", oid }),
    oid,
    byteSize: content.length,
    isBinary,
    isTruncated: content.length > textLimit,
    text: isBinary ? null : content.toString("utf8", 0, textLimit),
  };
}
