/** One process a world. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { openStore, WorldInUse } from "../../src/local/store.ts";
import { signalbox } from "../cli/terminal.ts";
import { writeFiles } from "../support/embedded-github.ts";

const store = join(import.meta.dirname, "../../src/local/store.ts");

test("E8: a second opener is refused, and gets the world when the first has closed", async () => {
  const dir = await writeFiles({});
  const first = await startEmbeddedGitHub({ dir });
  await expect(startEmbeddedGitHub({ dir })).rejects.toBeInstanceOf(WorldInUse);
  await first.close();
  await (await startEmbeddedGitHub({ dir })).close();
});

test("E8: a process that is killed leaves its writes, and no lock", async () => {
  const file = join(await writeFiles({}), "github.sqlite");
  const script = `import { openStore } from ${JSON.stringify(store)};
    openStore(${JSON.stringify(file)}).saveSetting("a", "b");
    process.stdout.write("open");
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  expect(() => openStore(file)).toThrow(WorldInUse);
  child.kill("SIGKILL");
  await once(child, "exit");
  const again = openStore(file);
  expect(again.setting("a")).toBe("b");
  again.close();
});

test("the command line says what to do about it", async () => {
  const dir = await writeFiles({});
  const github = await startEmbeddedGitHub({ dir });
  const { code, err } = await signalbox(["status", "--dir", dir]);
  expect([code, err]).toEqual([2, expect.stringContaining("Stop it first (Ctrl-C in its terminal)")]);
  await github.close();
});
