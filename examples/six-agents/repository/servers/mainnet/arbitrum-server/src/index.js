#!/usr/bin/env node
/** Arbitrum One: balances, and blocks of both layers. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { arbGetBalance } from "./tools/balance.js";
import { arbGetBlock } from "./tools/block.js";

export const tools = [arbGetBalance, arbGetBlock];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.ARB_RPC_URL ?? "http://127.0.0.1:8547");
  await serve({ name: "arbitrum-server", version: "0.4.0", tools, context: { rpc } });
}
