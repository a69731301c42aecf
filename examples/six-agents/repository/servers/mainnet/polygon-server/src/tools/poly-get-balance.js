/** poly_get_balance: what an account owns in POL, the token that was called MATIC before September 2024. */
export const polyGetBalance = {
  name: "poly_get_balance",
  description: "The balance of an account in POL",
  inputSchema: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  async run({ address }, { rpc }) {
    const wei = BigInt(await rpc("eth_getBalance", [address, "latest"]));
    const [whole, fraction] = [wei / 10n ** 18n, wei % 10n ** 18n];
    return { address, wei: `${wei}`, pol: `${whole}.${fraction.toString().padStart(18, "0")}` };
  },
};
