import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { sepGetBalance } from "../src/tools/sep-get-balance.js";

const address = `0x${"1".repeat(40)}`;

test("answers for Sepolia", async () => {
  const rpc = fakeRpc({ eth_chainId: "0xaa36a7", eth_getBalance: "0x0" });
  assert.deepEqual(await sepGetBalance.run({ address }, { rpc }), { address, wei: "0" });
});

test("refuses a node of mainnet before it asks for a balance", async () => {
  const rpc = fakeRpc({ eth_chainId: "0x1" });
  await assert.rejects(sepGetBalance.run({ address }, { rpc }), /serves chain 1, not Sepolia/);
  assert.deepEqual(rpc.calls, [["eth_chainId"]]);
});
