#!/usr/bin/env node
/** Ethereum mainnet: balances, blocks and gas. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { ethGetBalance, ethGetBlock, ethGetGasPrice } from "./tools.js";

export const tools = [ethGetBalance, ethGetBlock, ethGetGasPrice];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.ETH_RPC_URL ?? "http://127.0.0.1:8545");
  await serve({ name: "ethereum-server", version: "0.4.0", tools, context: { rpc } });
}
