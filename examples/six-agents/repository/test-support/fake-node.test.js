import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeRest, fakeRpc } from "./fake-node.js";

test("a fake node answers from its table and remembers the question", async () => {
  const rpc = fakeRpc({ eth_chainId: "0x1" });
  assert.equal(await rpc("eth_chainId"), "0x1");
  assert.deepEqual(rpc.calls, [["eth_chainId"]]);
});

test("a fake node refuses what is not in its table", async () => {
  await assert.rejects(fakeRest({})("/status"), /does not know \/status/);
});
