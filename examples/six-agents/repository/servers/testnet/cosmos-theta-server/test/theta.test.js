import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRest } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

const latest = "/cosmos/base/tendermint/v1beta1/blocks/latest";

test("an account without coins holds nothing", async () => {
  const address = "cosmos1k9sh6e5t7dclzpunx4q82fymwag0j3vrx0wfw5";
  const rest = fakeRest({ [`/cosmos/bank/v1beta1/balances/${address}`]: { balances: [] } });
  assert.deepEqual((await callTool(tools, "theta_get_balance", { address }, { rest })).coins, {});
});

test("the hub is not theta", async () => {
  const rest = fakeRest({ [latest]: { block: { header: { chain_id: "cosmoshub-4", height: "1", time: "" } } } });
  await assert.rejects(callTool(tools, "theta_get_height", {}, { rest }), { message: "the gateway serves cosmoshub-4" });
});
