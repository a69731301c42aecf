/** bsc_get_token_balance: what an account holds of a BEP-20 token. */
import { amount } from "../amount.js";

const BALANCE_OF = "0x70a08231";

export const bscGetTokenBalance = {
  name: "bsc_get_token_balance",
  description: "The balance of an account in a BEP-20 token",
  inputSchema: {
    type: "object",
    properties: { token: { type: "string" }, owner: { type: "string" } },
    required: ["token", "owner"],
  },
  async run({ token, owner }, { rpc }) {
    const data = BALANCE_OF + owner.slice(2).padStart(64, "0");
    const units = BigInt(await rpc("eth_call", [{ to: token, data }, "latest"]));
    return { token, owner, units: `${units}`, amount: amount(units, 18) };
  },
};
