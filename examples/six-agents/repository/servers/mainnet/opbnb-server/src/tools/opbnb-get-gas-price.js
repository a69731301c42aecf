/** opbnb_get_gas_price: the gas price in gwei. */
export const opbnbGetGasPrice = {
  name: "opbnb_get_gas_price",
  description: "The gas price that the node proposes",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rpc }) {
    const wei = Number(await rpc("eth_gasPrice"));
    return { wei: String(wei), gwei: String(Math.round(wei / 1e9)) };
  },
};
