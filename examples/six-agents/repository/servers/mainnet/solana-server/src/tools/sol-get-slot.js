/** sol_get_slot: the slot that the node has reached, and how far behind the tip of the cluster it is. */
export const solGetSlot = {
  name: "sol_get_slot",
  description: "The node's finalized slot and its distance from the processed one",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rpc }) {
    const finalized = await rpc("getSlot", [{ commitment: "finalized" }]);
    const processed = await rpc("getSlot", [{ commitment: "processed" }]);
    return { slot: finalized, behind: processed - finalized };
  },
};
