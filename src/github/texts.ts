/** The text of Git blobs, many in one request. */
import { z } from "zod";
import type { Side } from "../domain/line-diff.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { complete } from "./answer.ts";
import type { Client } from "./client.ts";

/** Blobs of one request: GitHub shows at most half a megabyte of each, and gives up after ten seconds. */
const TOGETHER = 50;

/** Bytes of one change that are read at all. */
const LARGEST = 32 * 2 ** 20;

const Text = z.object({
  text: z.string().nullable(),
  isBinary: z.boolean().nullable(),
  isTruncated: z.boolean(),
});
const Answer = z.object({ repository: z.record(z.string(), z.union([Text, z.null()])) });

/** By id, `no text` for what GitHub shows as binary or in part; null when they are too large together. */
export async function readTexts(
  client: Client,
  { owner, name }: RepositoryAddress,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Side> | null> {
  const texts = new Map<string, Side>();
  let bytes = 0;
  for (let start = 0; start < ids.length; start += TOGETHER) {
    const chunk = ids.slice(start, start + TOGETHER);
    const { repository } = Answer.parse(complete(await client.graphql(query(chunk), { owner, name })));
    for (const [index, id] of chunk.entries()) {
      const found = repository[`b${index}`];
      if (!found) throw new Error(`GitHub does not show the blob ${id}`);
      const readable = found.text !== null && found.isBinary !== true && !found.isTruncated;
      texts.set(id, readable ? { text: found.text } : "no text");
      bytes += found.text?.length ?? 0;
    }
    if (bytes > LARGEST) return null;
  }
  return texts;
}

/** Ids are of Git's own alphabet, so that they may stand in the query. */
function query(ids: readonly string[]): string {
  const parts = ids.map((id, index) => {
    if (!/^[0-9a-f]{40,64}$/.test(id)) throw new Error(`not an object id: ${id}`);
    return `b${index}: object(oid: "${id}") { ... on Blob { text isBinary isTruncated } }`;
  });
  return `query Texts($owner: String!, $name: String!) {\n  repository(owner: $owner, name: $name) {\n    ${parts.join("\n    ")}\n  }\n}`;
}
