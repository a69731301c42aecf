/** The few files that the browser needs beside the pages: style, script, icon, and idiomorph from its package. */
import { readFile } from "node:fs/promises";
import type { Hono } from "hono";

interface Asset {
  readonly name: string;
  readonly type: string;
  readonly file: URL;
}

const assets: readonly Asset[] = [
  { name: "page.css", type: "text/css", file: new URL("./assets/page.css", import.meta.url) },
  { name: "page.js", type: "text/javascript", file: new URL("./assets/page.js", import.meta.url) },
  { name: "icon.svg", type: "image/svg+xml", file: new URL("./assets/icon.svg", import.meta.url) },
  {
    name: "idiomorph.js",
    type: "text/javascript",
    file: new URL(import.meta.resolve("idiomorph")),
  },
];

export function mountAssets(app: Hono): void {
  for (const { name, type, file } of assets) {
    app.get(`/assets/${name}`, async (context) => {
      context.header("content-type", `${type}; charset=utf-8`);
      return context.body(await readFile(file, "utf8"));
    });
  }
}
