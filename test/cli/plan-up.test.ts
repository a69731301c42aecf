/** `signalbox plan apply` in a clone that `signalbox up` runs for: filed as the person there, and begun by itself. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { signalbox } from "./terminal.ts";
import { agent, scratch, shop, startUp, terminalIn, write } from "./up-world.ts";

const Filed = z.object({ tasks: z.array(z.object({ issue: z.int() })).length(2) });

const task = {
  id: "site",
  type: "feature",
  title: "Number the site",
  description: "Somebody must write apps/site/nonce.txt with a number that nobody can guess.",
  success: ["the file holds 32 hexadecimal digits"],
  files: ["apps/site/**"],
  agent: "site",
};
const plan = {
  plan: "numbers",
  tasks: [
    task,
    {
      ...task,
      id: "cart",
      title: "Number the cart",
      description: task.description.replaceAll("site", "cart"),
      files: ["apps/cart/**"],
      agent: "cart",
      dependencies: ["site"],
    },
  ],
};

// R49
test("the person of the clone files it; somebody without write access does not", async () => {
  const clone = await shop();
  const folder = await scratch();
  await write(folder, "agent.mjs", agent);
  await write(folder, "plan.json", JSON.stringify(plan));
  const file = join(folder, "plan.json");
  expect(await signalbox(["plan", "apply", file], { cwd: clone })).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringContaining("`signalbox up` does not run for"),
  });
  const up = startUp(clone, "--yes", "--user", "rika=read", "--command", `node ${join(folder, "agent.mjs")}`);
  await up.line(/^Signalbox is up/);
  const refused = await signalbox(["plan", "apply", file, "--as", "rika"], { cwd: clone });
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.err).toContain("rika may not give tasks to agents here");

  const filed = await signalbox(["plan", "apply", file, "--json"], { cwd: clone });
  expect(filed).toMatchObject({ code: 0, err: "" });
  const [site = 0, cart = 0] = Filed.parse(JSON.parse(filed.out)).tasks.map(({ issue }) => issue);
  const { judged, reaches } = terminalIn(clone);
  expect((await judged(site)).labels).toContain("agent:site");
  const waiting = await reaches(cart, "queued");
  expect(waiting.card).toContain(`waits for #${site}, on which it depends`);
  const again = await signalbox(["plan", "apply", file], { cwd: clone });
  expect(again.out).toContain("numbers: every task has its issue already; nothing was filed.");
});
