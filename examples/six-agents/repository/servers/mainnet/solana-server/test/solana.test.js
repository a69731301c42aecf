import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

const VOTE_PROGRAM = "Vote111111111111111111111111111111111111111";

test("a balance carries the slot that it was read at", async () => {
  const rpc = fakeRpc({ getBalance: { context: { slot: 290_000_000 }, value: 1 } });
  const answer = await callTool(tools, "sol_get_balance", { address: VOTE_PROGRAM }, { rpc });
  assert.equal(answer.slot, 290_000_000);
  assert.equal(answer.lamports, "1");
});

test("an Ethereum address is not base58", async () => {
  const rpc = fakeRpc({});
  await assert.rejects(callTool(tools, "sol_get_balance", { address: `0x${"0".repeat(40)}` }, { rpc }), /not a base58 address/);
});

test("a node tells how far behind it is", async () => {
  const rpc = fakeRpc({ getSlot: ({ commitment }) => (commitment === "processed" ? 132 : 100) });
  assert.deepEqual(await callTool(tools, "sol_get_slot", {}, { rpc }), { slot: 100, behind: 32 });
});
