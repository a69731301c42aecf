import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

const BUSD = "0xe9e7CEA3DedcA5984780Bafc599bD69ADd087D56";
const owner = "0x8894E0a0c962CB723c1976a4421c95949bE2D4E3";

test("balanceOf takes the owner as a word of 32 bytes", async () => {
  const rpc = fakeRpc({ eth_call: "0xde0b6b3a7640000" });
  const answer = await callTool(tools, "bsc_get_token_balance", { token: BUSD, owner }, { rpc });
  assert.equal(answer.amount, "1");
  assert.equal(rpc.calls[0][1].data.length, 2 + 8 + 64);
});
