/** bsc_get_balance: BNB of an account. */
import { amount } from "../amount.js";

export const bscGetBalance = {
  name: "bsc_get_balance",
  description: "The balance of an account in BNB",
  inputSchema: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  async run({ address }, { rpc }) {
    if (!/^0x[0-9a-fA-F]{40}$/.test(address)) throw new Error(`not an address: ${address}`);
    const wei = BigInt(await rpc("eth_getBalance", [address, "latest"]));
    return { address, wei: `${wei}`, bnb: amount(wei, 18) };
  },
};
