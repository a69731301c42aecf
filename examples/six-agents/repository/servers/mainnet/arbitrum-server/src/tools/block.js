/** arb_get_block: the newest block, with the layer 1 block that it was sequenced under. */
export const arbGetBlock = {
  name: "arb_get_block",
  description: "The newest layer 2 block and the layer 1 block it refers to",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rpc }) {
    const block = await rpc("eth_getBlockByNumber", ["latest", false]);
    return { l2: Number(block.number), l1: Number(block.l1BlockNumber), sends: Number(block.sendCount) };
  },
};
