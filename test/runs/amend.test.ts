/** A loser of the compare-and-swap reads again and decides again. */
import { expect, test } from "vitest";
import { amendTask } from "../../src/runs/amend.ts";
import { createWorld, startedTask } from "./world.ts";

const task = startedTask("a".repeat(40));

test("each try decides from what it read itself", async () => {
  const { meanwhile, beforeRecord, ports, task: current } = createWorld("", [task]);
  beforeRecord(() => meanwhile({ ...task, title: "Renamed by another process" }));
  const seen: (string | undefined)[] = [];
  const value = await amendTask(ports, ({ ledger }) => {
    const found = ledger.tasks.get(12);
    seen.push(found?.title);
    return { kind: "change", task: { ...(found ?? task), pull: 31 }, events: [], value: "written" };
  });
  expect(value).toBe("written");
  expect(seen).toEqual(["Extract the tools", "Renamed by another process"]);
  expect(current(12)).toMatchObject({ title: "Renamed by another process", pull: 31 });
});

test("nothing is written when the decision is to keep the task", async () => {
  const { ports, ledger } = createWorld("", [task]);
  const before = ledger();
  expect(await amendTask(ports, () => ({ kind: "keep", value: "kept" }))).toBe("kept");
  expect(ledger()).toBe(before);
});
