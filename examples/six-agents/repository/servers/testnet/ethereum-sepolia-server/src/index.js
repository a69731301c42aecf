#!/usr/bin/env node
/** Ethereum Sepolia: balances, and never another chain's. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { sepGetBalance } from "./tools/sep-get-balance.js";

export const tools = [sepGetBalance];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.SEPOLIA_RPC_URL ?? "http://127.0.0.1:8545");
  await serve({ name: "ethereum-sepolia-server", version: "0.4.0", tools, context: { rpc } });
}
