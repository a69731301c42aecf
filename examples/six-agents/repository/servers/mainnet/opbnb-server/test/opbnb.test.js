import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

test("blocks between the safe and the unsafe head are at risk", async () => {
  const head = (number) => ({ number });
  const rpc = fakeRpc({ optimism_syncStatus: { unsafe_l2: head(120), safe_l2: head(90), finalized_l2: head(60) } });
  assert.deepEqual(await callTool(tools, "opbnb_get_sync", {}, { rpc }), { unsafe: 120, safe: 90, finalized: 60, atRisk: 30 });
});

test("gas is told in gwei", async () => {
  const answer = await callTool(tools, "opbnb_get_gas_price", {}, { rpc: fakeRpc({ eth_gasPrice: "0x77359400" }) });
  assert.equal(answer.gwei, "2");
});
