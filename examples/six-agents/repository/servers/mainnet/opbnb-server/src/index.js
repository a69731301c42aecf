#!/usr/bin/env node
/** opBNB: gas prices and sync state of the optimistic layer 2. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { opbnbGetGasPrice } from "./tools/opbnb-get-gas-price.js";
import { opbnbGetSync } from "./tools/opbnb-get-sync.js";

export const tools = [opbnbGetGasPrice, opbnbGetSync];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.OPBNB_RPC_URL ?? "http://127.0.0.1:8545");
  await serve({ name: "opbnb-server", version: "0.4.0", tools, context: { rpc } });
}
