#!/usr/bin/env node
/** Solana mainnet-beta: balances and slots. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { solGetBalance } from "./tools/sol-get-balance.js";
import { solGetSlot } from "./tools/sol-get-slot.js";

export const tools = [solGetBalance, solGetSlot];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.SOLANA_RPC_URL ?? "http://127.0.0.1:8899");
  await serve({ name: "solana-server", version: "0.4.0", tools, context: { rpc } });
}
