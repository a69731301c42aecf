#!/usr/bin/env node
/** BNB Smart Chain: BNB and BEP-20 balances. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { bscGetBalance } from "./tools/bsc-get-balance.js";
import { bscGetTokenBalance } from "./tools/bsc-get-token-balance.js";

export const tools = [bscGetBalance, bscGetTokenBalance];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.BSC_RPC_URL ?? "http://127.0.0.1:8545");
  await serve({ name: "bsc-server", version: "0.4.0", tools, context: { rpc } });
}
