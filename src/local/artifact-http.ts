/**
 * Where archives of artifacts are fetched: at a signed address that is good for a minute. On github.com it is another host, which
 * is given no token; here a request that brings one is refused, so that a leak of ours shows.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Hono } from "hono";
import type { Site } from "./render/site.ts";
import type { World } from "./world.ts";

const SECONDS = 60;

export function archiveUrl({ world, url }: Site, id: number): string {
  const until = Math.floor(world.clock().getTime() / 1_000) + SECONDS;
  return `${url}/_artifacts/${id}.zip?se=${until}&sig=${signature(world, id, until)}`;
}

export function mountArtifacts(app: Hono, { world }: Site): void {
  app.get("/_artifacts/:file{[0-9]+\\.zip}", ({ req }) => {
    const id = Number.parseInt(req.param("file"), 10);
    const until = Number(req.query("se"));
    const asked = Buffer.from(req.query("sig") ?? "");
    const signed = Buffer.from(signature(world, id, until));
    const valid = asked.length === signed.length && timingSafeEqual(asked, signed);
    if (!valid || until * 1_000 <= world.clock().getTime() || req.header("authorization") !== undefined)
      return new Response("AuthenticationFailed", { status: 403 });
    const artifact = world.artifacts.get(id);
    if (!artifact) return new Response("BlobNotFound", { status: 404 });
    return new Response(Buffer.from(artifact.archive, "base64"), {
      headers: { "content-type": "application/zip" },
    });
  });
}

function signature(world: World, id: number, until: number): string {
  const secret = world.setting("webhook-secret") ?? "";
  return createHmac("sha256", secret).update(`artifact ${id} ${until}`).digest("hex");
}
