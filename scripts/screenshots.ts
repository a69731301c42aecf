/** Draws the page of local mode for the README: a staged shop in a headless Chromium, light, dark and narrow. */
import { mkdir, writeFile } from "node:fs/promises";
import { startLocalPage } from "../src/wiring/local-page.ts";
import { findChromium, openBrowser } from "../test/support/browser.ts";
import { setStage } from "./screenshots/stage.ts";

const chromium = findChromium();
if (chromium === null) throw new Error("there is no Chromium here: install one, or set CHROMIUM_PATH");

const images = new URL("../docs/images/", import.meta.url);
await mkdir(images, { recursive: true });
const stage = await setStage();
const page = await startLocalPage({ embedded: stage.embedded, port: 0 });
const browser = await openBrowser(chromium);
const tab = await browser.newPage();
await tab.goto(page.signIn("mira"), { waitUntil: "networkidle2" });

const shots = [
  { name: "page-light", path: "/", scheme: "light", width: 1280, height: 880 },
  { name: "page-dark", path: `/pulls/${stage.pull}`, scheme: "dark", width: 1280, height: 880 },
  { name: "page-narrow", path: `/issues/${stage.issue}`, scheme: "light", width: 390, height: 844 },
] as const;
for (const { name, path, scheme, width, height } of shots) {
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await tab.setViewport({ width, height });
  await tab.goto(page.url + path, { waitUntil: "load" });
  await tab.locator("::-p-text(Live)").wait();
  await writeFile(new URL(`${name}.png`, images), await tab.screenshot());
}
await browser.close();
await page.close();
await stage.close();
