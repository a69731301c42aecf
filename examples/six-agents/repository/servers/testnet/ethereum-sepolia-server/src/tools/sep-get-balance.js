/** sep_get_balance: asks the node for its chain first, so that a mainnet balance is never taken for test ether. */
const SEPOLIA = 11_155_111;

export const sepGetBalance = {
  name: "sep_get_balance",
  description: "Test ether of an account on Sepolia",
  inputSchema: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  async run({ address }, { rpc }) {
    if (!/^0x[0-9a-fA-F]{40}$/.test(address)) throw new Error(`not an Ethereum address: ${address}`);
    const chain = Number(await rpc("eth_chainId"));
    if (chain !== SEPOLIA) throw new Error(`the node serves chain ${chain}, not Sepolia (${SEPOLIA})`);
    return { address, wei: BigInt(await rpc("eth_getBalance", [address, "latest"])).toString() };
  },
};
