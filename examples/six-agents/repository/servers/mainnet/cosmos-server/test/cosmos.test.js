import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRest } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

const ACCOUNT = "cosmos1tnfdlldfnt398h4pmrea00aermp4h893dtvszc";
const balance = (amount) => ({
  [`/cosmos/bank/v1beta1/balances/${ACCOUNT}/by_denom?denom=uatom`]: { balance: { denom: "uatom", amount } },
});

test("one uatom is a millionth of an ATOM", async () => {
  const rest = fakeRest(balance("1"));
  const answer = await callTool(tools, "cosmos_get_balance", { address: ACCOUNT }, { rest });
  assert.deepEqual(answer, { address: ACCOUNT, uatom: "1", atom: "0.000001" });
});

test("an address of Osmosis is sent away", async () => {
  const address = "osmo1k9sh6e5t7dclzpunx4q82fymwag0j3vrw5aecx";
  await assert.rejects(callTool(tools, "cosmos_get_balance", { address }, { rest: fakeRest({}) }), /not an address of the Cosmos Hub/);
});

test("validators are ordered by stake as a number, not as text", async () => {
  const validator = (moniker, tokens) => ({
    description: { moniker },
    operator_address: `cosmosvaloper1${moniker}`,
    tokens,
    commission: { commission_rates: { rate: "0.050000000000000000" } },
  });
  const rest = fakeRest({
    "/cosmos/staking/v1beta1/validators?status=BOND_STATUS_BONDED&pagination.limit=180": {
      validators: [validator("small", "9"), validator("large", "10")],
    },
  });
  const [first, ...others] = await callTool(tools, "cosmos_get_validators", { top: 1 }, { rest });
  assert.deepEqual([first.name, first.commission, others.length], ["large", 5, 0]);
});
