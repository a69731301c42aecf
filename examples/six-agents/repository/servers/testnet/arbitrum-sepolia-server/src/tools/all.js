/** The tools of the Arbitrum Sepolia server. */
const ARB_RETRYABLE_TX = "0x000000000000000000000000000000000000006e";
const GET_TIMEOUT = "0x9f1025c6";

export const arbSepGetBalance = {
  name: "arbsep_get_balance",
  description: "Test ether of an account on Arbitrum Sepolia, in wei",
  inputSchema: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  async run({ address }, { rpc }) {
    if (!/^0x[0-9a-f]{40}$/i.test(address)) throw new Error(`"${address}" is not 0x and 40 hex digits`);
    return { address, wei: BigInt(await rpc("eth_getBalance", [address, "latest"])).toString() };
  },
};

/** A ticket that nobody redeems expires; the precompile at 0x6e knows when. */
export const arbSepGetTicket = {
  name: "arbsep_get_ticket",
  description: "When a retryable ticket expires",
  inputSchema: { type: "object", properties: { ticket: { type: "string" } }, required: ["ticket"] },
  async run({ ticket }, { rpc }) {
    if (!/^0x[0-9a-f]{64}$/i.test(ticket)) throw new Error(`"${ticket}" is not a ticket id`);
    const data = GET_TIMEOUT + ticket.slice(2);
    const seconds = Number(await rpc("eth_call", [{ to: ARB_RETRYABLE_TX, data }, "latest"]));
    return { ticket, expires: new Date(seconds * 1000).toISOString() };
  },
};
