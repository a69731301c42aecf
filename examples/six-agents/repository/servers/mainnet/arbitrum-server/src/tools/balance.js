/** arb_get_balance: ether that an account holds on layer 2. */
export const arbGetBalance = {
  name: "arb_get_balance",
  description: "Ether of an account on Arbitrum One, in wei",
  inputSchema: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  async run({ address }, { rpc }) {
    if (!/^0x[0-9a-f]{40}$/i.test(address)) throw new Error(`"${address}" is not 0x and 40 hex digits`);
    return { address, wei: BigInt(await rpc("eth_getBalance", [address, "latest"])).toString() };
  },
};
