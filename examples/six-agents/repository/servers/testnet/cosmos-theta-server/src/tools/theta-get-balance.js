/** theta_get_balance: every denomination that a test account holds. */
export const thetaGetBalance = {
  name: "theta_get_balance",
  description: "All coins of an account on theta-testnet-001",
  inputSchema: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  async run({ address }, { rest }) {
    if (!address.startsWith("cosmos1")) throw new Error(`not a theta address: ${address}`);
    const { balances } = await rest(`/cosmos/bank/v1beta1/balances/${address}`);
    return { address, coins: Object.fromEntries(balances.map(({ denom, amount }) => [denom, amount])) };
  },
};
