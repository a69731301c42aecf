/** Puts beside the built JavaScript the one file that the compiler does not carry over: the embedded GitHub's schema. */
import { copyFile, mkdir } from "node:fs/promises";

const asset = "local/graphql/github.graphql";
const source = new URL(`../src/${asset}`, import.meta.url);
const target = new URL(`../build/${asset}`, import.meta.url);

await mkdir(new URL(".", target), { recursive: true });
await copyFile(source, target);
