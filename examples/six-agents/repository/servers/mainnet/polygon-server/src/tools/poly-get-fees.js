/** poly_get_fees: base fee and tip. Polygon's validators drop a tip below 25 gwei. */
const LEAST_TIP = 25_000_000_000n;

export const polyGetFees = {
  name: "poly_get_fees",
  description: "The base fee of the latest block and a tip that validators accept, in wei",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rpc }) {
    const block = await rpc("eth_getBlockByNumber", ["latest", false]);
    const tip = BigInt(await rpc("eth_maxPriorityFeePerGas"));
    const accepted = tip < LEAST_TIP ? LEAST_TIP : tip;
    return { baseFee: `${BigInt(block.baseFeePerGas)}`, tip: `${accepted}`, raised: accepted !== tip };
  },
};
