import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { amount } from "../src/amount.js";
import { tools } from "../src/index.js";

const owner = "0x8894E0a0c962CB723c1976a4421c95949bE2D4E3";

for (const [units, decimals, text] of [[0n, 18, "0"], [1500n, 3, "1.5"], [1n, 18, "0.000000000000000001"], [7n, 0, "7"]]) {
  test(`${units} units of ${decimals} decimals are ${text}`, () => assert.equal(amount(units, decimals), text));
}

test("BNB has eighteen decimals", async () => {
  const rpc = fakeRpc({ eth_getBalance: "0x6f05b59d3b20000" });
  assert.equal((await callTool(tools, "bsc_get_balance", { address: owner }, { rpc })).bnb, "0.5");
});
