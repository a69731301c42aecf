import assert from "node:assert/strict";
import { test } from "node:test";
import { callTool } from "../../../../test-support/call-tool.js";
import { fakeRest } from "../../../../test-support/fake-node.js";
import { tools } from "../src/index.js";

const pool = (id, ...held) => ({
  id,
  pool_assets: held.map(([denom, amount]) => ({ token: { denom, amount }, weight: "1" })),
});
const node = (...pools) => fakeRest({ "/osmosis/gamm/v1beta1/pools?pagination.limit=2000": { pools } });
const pair = { base: "uosmo", quote: "uatom" };

test("only pools with both denominations count", async () => {
  const rest = node(pool("1", ["uosmo", "600"], ["uatom", "60"]), pool("9", ["uosmo", "5"], ["ujuno", "5"]));
  assert.deepEqual(await callTool(tools, "osmo_get_pools", pair, { rest }), [{ id: "1", base: "600", quote: "60" }]);
});

test("ten OSMO for one ATOM is a price of 0.1", async () => {
  const rest = node(pool("1", ["uosmo", "600"], ["uatom", "60"]));
  const answer = await callTool(tools, "osmo_get_price", pair, { rest });
  assert.equal(answer.price, 0.1);
  assert.deepEqual(answer.pools, ["1"]);
});

test("a pair that nobody trades has no price", async () => {
  await assert.rejects(callTool(tools, "osmo_get_price", pair, { rest: node() }), /no pool trades uosmo against uatom/);
});
