import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

describe("poly_get_balance", () => {
  test("small change is not lost", async () => {
    const address = "0x0000000000000000000000000000000000001010";
    const answer = await callTool(tools, "poly_get_balance", { address }, { rpc: fakeRpc({ eth_getBalance: "0x1" }) });
    assert.equal(answer.pol, "0.000000000000000001");
  });
});

describe("poly_get_fees", () => {
  const block = { baseFeePerGas: "0x7" };
  test("a tip that validators would drop is raised to 25 gwei", async () => {
    const rpc = fakeRpc({ eth_getBlockByNumber: block, eth_maxPriorityFeePerGas: "0x3b9aca00" });
    const answer = await callTool(tools, "poly_get_fees", {}, { rpc });
    assert.deepEqual(answer, { baseFee: "7", tip: "25000000000", raised: true });
  });
  test("a generous tip is left alone", async () => {
    const rpc = fakeRpc({ eth_getBlockByNumber: block, eth_maxPriorityFeePerGas: "0x6fc23ac00" });
    const answer = await callTool(tools, "poly_get_fees", {}, { rpc });
    assert.deepEqual(answer, { baseFee: "7", tip: "30000000000", raised: false });
  });
});
