/** sol_get_balance: lamports of an account, at the commitment that the caller can live with. */
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;

export const solGetBalance = {
  name: "sol_get_balance",
  description: "The balance of an account in lamports",
  inputSchema: {
    type: "object",
    properties: { address: { type: "string" }, commitment: { enum: ["processed", "confirmed", "finalized"] } },
    required: ["address"],
  },
  async run({ address, commitment = "finalized" }, { rpc }) {
    if (!BASE58.test(address)) throw new Error(`not a base58 address: ${address}`);
    const { context, value } = await rpc("getBalance", [address, { commitment }]);
    return { address, slot: context.slot, lamports: String(value) };
  },
};
