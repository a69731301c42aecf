import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeRest } from "../../../../test-support/fake-node.js";
import { osmoTestGetEpochs } from "../src/tools/osmotest-get-epochs.js";

test("a day's epoch ends 86400 seconds after it began", async () => {
  const rest = fakeRest({
    "/osmosis/epochs/v1beta1/epochs": {
      epochs: [
        { identifier: "day", current_epoch: "812", current_epoch_start_time: "2026-02-28T17:00:00Z", duration: "86400s" },
      ],
    },
  });
  assert.deepEqual(await osmoTestGetEpochs.run({}, { rest }), [
    { kind: "day", number: 812, ends: "2026-03-01T17:00:00.000Z" },
  ]);
});
