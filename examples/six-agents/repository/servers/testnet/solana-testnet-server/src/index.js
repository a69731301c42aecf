#!/usr/bin/env node
/** Solana testnet: epochs and software versions, for validators who rehearse an upgrade. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { solGetEpoch } from "./tools/sol-get-epoch.js";
import { solGetVersion } from "./tools/sol-get-version.js";

export const tools = [solGetEpoch, solGetVersion];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.SOLANA_TESTNET_RPC_URL ?? "http://127.0.0.1:8899");
  await serve({ name: "solana-testnet-server", version: "0.4.0", tools, context: { rpc } });
}
