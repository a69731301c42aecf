/** amoy_get_account: balance and next nonce in one answer, which is what a deploy script needs. */
export const amoyGetAccount = {
  name: "amoy_get_account",
  description: "Test POL and the next nonce of an account on Amoy",
  inputSchema: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  async run({ address }, { rpc }) {
    const [balance, nonce] = await Promise.all([
      rpc("eth_getBalance", [address, "pending"]),
      rpc("eth_getTransactionCount", [address, "pending"]),
    ]);
    return { address, wei: BigInt(balance).toString(), nonce: Number(nonce) };
  },
};
