/** Puts beside the built JavaScript what the compiler does not carry over: the embedded GitHub's schema, the page's style and script. */
import { cp } from "node:fs/promises";

const assets = ["local/graphql/github.graphql", "web/assets"];

for (const asset of assets) {
  const [source, target] = ["src", "build"].map(
    (folder) => new URL(`../${folder}/${asset}`, import.meta.url),
  );
  if (source && target) await cp(source, target, { recursive: true });
}
