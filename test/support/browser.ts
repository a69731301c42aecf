/** A headless Chromium, where the machine has one: `CHROMIUM_PATH`, or the usual names on the path. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Null where there is none. */
export function findChromium(): string | null {
  const told = process.env["CHROMIUM_PATH"];
  if (told !== undefined && told !== "") return told;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return places.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function openBrowser(executablePath: string): Promise<Browser> {
  return puppeteer.launch({
    executablePath,
    headless: true,
    // Containers give Chromium's sandbox nothing to stand on, and little shared memory; it sees only our own page.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"],
  });
}
