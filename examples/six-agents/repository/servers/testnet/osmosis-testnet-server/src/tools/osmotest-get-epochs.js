/** osmotest_get_epochs: when the next day, hour and week of incentives begin. */
export const osmoTestGetEpochs = {
  name: "osmotest_get_epochs",
  description: "The current epoch of each kind and its end",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rest }) {
    const { epochs } = await rest("/osmosis/epochs/v1beta1/epochs");
    return epochs.map((epoch) => ({
      kind: epoch.identifier,
      number: Number(epoch.current_epoch),
      ends: new Date(Date.parse(epoch.current_epoch_start_time) + Number.parseInt(epoch.duration, 10) * 1000).toISOString(),
    }));
  },
};
