import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

test("a block names both layers", async () => {
  const rpc = fakeRpc({ eth_getBlockByNumber: { number: "0x10d4f2a1", l1BlockNumber: "0x1406f40", sendCount: "0x2a" } });
  assert.deepEqual(await callTool(tools, "arb_get_block", {}, { rpc }), { l2: 282391201, l1: 21000000, sends: 42 });
});

test("an ENS name is not an address", async () => {
  await assert.rejects(callTool(tools, "arb_get_balance", { address: "arb.eth" }, { rpc: fakeRpc({}) }), /"arb.eth" is not/);
});

test("a balance is whole wei", async () => {
  const address = `0x${"ab".repeat(20)}`;
  const rpc = fakeRpc({ eth_getBalance: "0x2386f26fc10000" });
  assert.equal((await callTool(tools, "arb_get_balance", { address }, { rpc })).wei, "10000000000000000");
});
