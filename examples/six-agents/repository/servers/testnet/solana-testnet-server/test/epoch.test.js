import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { solGetEpoch } from "../src/tools/sol-get-epoch.js";

test("an epoch is at 99 % until its last slot is over", async () => {
  const rpc = fakeRpc({ getEpochInfo: { epoch: 700, slotIndex: 431_999, slotsInEpoch: 432_000 } });
  assert.deepEqual(await solGetEpoch.run({}, { rpc }), { epoch: 700, percent: 99, slotsLeft: 1 });
});
