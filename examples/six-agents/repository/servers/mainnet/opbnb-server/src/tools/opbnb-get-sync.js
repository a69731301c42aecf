/** opbnb_get_sync: how far the safe head, whose data lies on BSC, is behind the unsafe one. */
export const opbnbGetSync = {
  name: "opbnb_get_sync",
  description: "Unsafe, safe and finalized heads of the rollup",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rpc }) {
    const status = await rpc("optimism_syncStatus");
    const [unsafe, safe, finalized] = [status.unsafe_l2, status.safe_l2, status.finalized_l2].map((head) => head.number);
    return { unsafe, safe, finalized, atRisk: unsafe - safe };
  },
};
