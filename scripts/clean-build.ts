/** Removes `build/`: tsc leaves the output of files that are gone, and the package would carry it. */
import { rm } from "node:fs/promises";

await rm(new URL("../build/", import.meta.url), { recursive: true, force: true });
