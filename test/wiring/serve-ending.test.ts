/** How the App server ends when GitHub does not answer. */
import { expect, test } from "vitest";
import { message } from "../../src/text/serve-log.ts";
import { notify, serving } from "../support/served.ts";

test("E14: what hangs when it is closed is abandoned after nine seconds; what comes meanwhile is not taken", async () => {
  const stage = await serving(["mira/shop"]);
  await stage.still();
  stage.github.stepIn = () => "hang";
  await notify(stage, "push", { repository: { id: stage.github.idOf(0) } });
  const from = stage.github.asked.length;
  while (stage.github.asked.length === from) {
    stage.clock.advance(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const closing = stage.served.close();
  expect(stage.abandoned()).toBe(false);
  stage.clock.advance(9);
  await closing;
  expect(stage.abandoned()).toBe(true);
  expect(stage.said(message.ended)).toHaveLength(1);
  await stage.served.idle();
});
