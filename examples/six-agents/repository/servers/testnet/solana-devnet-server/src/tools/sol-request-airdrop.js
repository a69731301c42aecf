/** sol_request_airdrop: test SOL for an account. */
export const solRequestAirdrop = {
  name: "sol_request_airdrop",
  description: "Sends test SOL from devnet's faucet to an account",
  inputSchema: {
    type: "object",
    properties: { address: { type: "string" }, sol: { type: "number" } },
    required: ["address", "sol"],
  },
  async run({ address, sol }, { rpc }) {
    const lamports = Math.floor(sol * 1e9);
    const signature = await rpc("requestAirdrop", [address, lamports]);
    return { signature, lamports };
  },
};
