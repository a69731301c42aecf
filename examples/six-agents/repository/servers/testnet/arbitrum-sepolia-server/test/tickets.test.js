import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

test("a ticket's expiry comes from the precompile", async () => {
  const rpc = fakeRpc({ eth_call: "0x6553f100" });
  const ticket = `0x${"c".repeat(64)}`;
  const answer = await callTool(tools, "arbsep_get_ticket", { ticket }, { rpc });
  assert.equal(answer.expires, "2023-11-14T22:13:20.000Z");
  assert.equal(rpc.calls[0][1].to.at(-2), "6");
});

test("an address is not a ticket", async () => {
  await assert.rejects(callTool(tools, "arbsep_get_ticket", { ticket: `0x${"c".repeat(40)}` }, { rpc: fakeRpc({}) }));
});

test("a balance is asked at the latest block", async () => {
  const rpc = fakeRpc({ eth_getBalance: "0x3" });
  const address = `0x${"D".repeat(40)}`;
  assert.equal((await callTool(tools, "arbsep_get_balance", { address }, { rpc })).wei, "3");
  assert.equal(rpc.calls[0].at(-1), "latest");
});
