/** tbsc_get_receipt: whether a test transaction went through, and what it cost in tBNB wei. */
export const tbscGetReceipt = {
  name: "tbsc_get_receipt",
  description: "Outcome and cost of a transaction on chain 97",
  inputSchema: { type: "object", properties: { hash: { type: "string" } }, required: ["hash"] },
  async run({ hash }, { rpc }) {
    if (!/^0x[0-9a-fA-F]{64}$/.test(hash)) throw new Error(`not a transaction hash: ${hash}`);
    const receipt = await rpc("eth_getTransactionReceipt", [hash]);
    if (receipt === null) return { hash, state: "pending" };
    const cost = BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice);
    return { hash, state: receipt.status === "0x1" ? "succeeded" : "reverted", wei: cost.toString() };
  },
};
