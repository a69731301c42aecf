/** osmo_get_price: what one unit of `base` costs in `quote`, in a pool of equal weights. */
import { poolsOf } from "../pools.js";

export const osmoGetPrice = {
  name: "osmo_get_price",
  description: "The spot price of base in quote",
  inputSchema: {
    type: "object",
    properties: { base: { type: "string" }, quote: { type: "string" } },
    required: ["base", "quote"],
  },
  async run({ base, quote }, { rest }) {
    const [pool] = await poolsOf(base, quote, rest);
    if (!pool) throw new Error(`no pool trades ${base} against ${quote}`);
    return { base, quote, price: Number(pool.quote) / Number(pool.base), pools: [pool.id] };
  },
};
