#!/usr/bin/env node
/** Solana devnet: airdrops of test SOL. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { solRequestAirdrop } from "./tools/sol-request-airdrop.js";

export const tools = [solRequestAirdrop];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.SOLANA_DEVNET_RPC_URL ?? "http://127.0.0.1:8899");
  await serve({ name: "solana-devnet-server", version: "0.4.0", tools, context: { rpc } });
}
