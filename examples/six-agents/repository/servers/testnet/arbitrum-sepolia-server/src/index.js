#!/usr/bin/env node
/** Arbitrum Sepolia: balances and retryable tickets. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { arbSepGetBalance, arbSepGetTicket } from "./tools/all.js";

export const tools = [arbSepGetBalance, arbSepGetTicket];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.ARB_SEPOLIA_RPC_URL ?? "http://127.0.0.1:8547");
  await serve({ name: "arbitrum-sepolia-server", version: "0.4.0", tools, context: { rpc } });
}
