import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

const VITALIK = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045";

test("a balance above 2^53 wei keeps every digit", async () => {
  const rpc = fakeRpc({ eth_getBalance: "0xde0b6b3a7640001" });
  assert.deepEqual(await callTool(tools, "eth_get_balance", { address: VITALIK }, { rpc }), {
    address: VITALIK,
    wei: "1000000000000000001",
    ether: "1.000000000000000001",
  });
  assert.deepEqual(rpc.calls, [["eth_getBalance", VITALIK, "latest"]]);
});

test("an address that is too short never reaches the node", async () => {
  const rpc = fakeRpc({});
  await assert.rejects(callTool(tools, "eth_get_balance", { address: "0xd8dA" }, { rpc }), {
    message: "not an Ethereum address: 0xd8dA",
  });
  assert.deepEqual(rpc.calls, []);
});

test("block 0 is the genesis block, not the latest", async () => {
  const block = { number: "0x0", hash: "0xd4e5", timestamp: "0x0", transactions: [] };
  const rpc = fakeRpc({ eth_getBlockByNumber: block });
  const answer = await callTool(tools, "eth_get_block", { number: 0 }, { rpc });
  assert.deepEqual(answer, { number: 0, hash: "0xd4e5", time: "1970-01-01T00:00:00.000Z", transactions: 0 });
  assert.deepEqual(rpc.calls, [["eth_getBlockByNumber", "0x0", false]]);
});

test("gas is told in gwei with its fraction", async () => {
  const rpc = fakeRpc({ eth_gasPrice: "0x59682f00" });
  assert.deepEqual(await callTool(tools, "eth_get_gas_price", {}, { rpc }), { wei: "1500000000", gwei: "1.5" });
});
