/** osmo_get_pools: where two denominations trade against each other. */
import { poolsOf } from "../pools.js";

export const osmoGetPools = {
  name: "osmo_get_pools",
  description: "Pools that hold both denominations, and how much of each",
  inputSchema: {
    type: "object",
    properties: { base: { type: "string" }, quote: { type: "string" } },
    required: ["base", "quote"],
  },
  async run({ base, quote }, { rest }) {
    const pools = await poolsOf(base, quote, rest);
    return pools.map((pool) => ({ id: pool.id, base: `${pool.base}`, quote: `${pool.quote}` }));
  },
};
