/** sol_get_epoch: the running epoch and how much of it is over. */
export const solGetEpoch = {
  name: "sol_get_epoch",
  description: "The epoch, and how many percent of its slots have passed",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rpc }) {
    const { epoch, slotIndex, slotsInEpoch } = await rpc("getEpochInfo");
    return { epoch, percent: Math.floor((100 * slotIndex) / slotsInEpoch), slotsLeft: slotsInEpoch - slotIndex };
  },
};
