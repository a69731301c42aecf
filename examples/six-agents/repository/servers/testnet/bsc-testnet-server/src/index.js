#!/usr/bin/env node
/** BSC testnet: receipts of test transactions. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { tbscGetReceipt } from "./tools/tbsc-get-receipt.js";

export const tools = [tbscGetReceipt];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.BSC_TESTNET_RPC_URL ?? "http://127.0.0.1:8545");
  await serve({ name: "bsc-testnet-server", version: "0.4.0", tools, context: { rpc } });
}
