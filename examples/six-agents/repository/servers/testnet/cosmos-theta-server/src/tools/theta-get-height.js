/** theta_get_height: the newest block, and whether the gateway really serves theta. */
export const thetaGetHeight = {
  name: "theta_get_height",
  description: "Height and time of the newest block",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rest }) {
    const { header } = (await rest("/cosmos/base/tendermint/v1beta1/blocks/latest")).block;
    if (header.chain_id !== "theta-testnet-001") throw new Error(`the gateway serves ${header.chain_id}`);
    return { height: Number(header.height), time: header.time };
  },
};
