/** cosmos_get_balance: ATOM of an account that is not staked. */
export const cosmosGetBalance = {
  name: "cosmos_get_balance",
  description: "The unstaked ATOM of an account, in uatom and ATOM",
  inputSchema: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  async run({ address }, { rest }) {
    if (!address.startsWith("cosmos1")) throw new Error(`not an address of the Cosmos Hub: ${address}`);
    const { balance } = await rest(`/cosmos/bank/v1beta1/balances/${address}/by_denom?denom=uatom`);
    const digits = balance.amount.padStart(7, "0");
    return { address, uatom: balance.amount, atom: `${digits.slice(0, -6)}.${digits.slice(-6)}` };
  },
};
