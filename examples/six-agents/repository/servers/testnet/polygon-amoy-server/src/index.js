#!/usr/bin/env node
/** Polygon Amoy: test POL and nonces. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { amoyGetAccount } from "./tools/amoy-get-account.js";

export const tools = [amoyGetAccount];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.AMOY_RPC_URL ?? "http://127.0.0.1:8545");
  await serve({ name: "polygon-amoy-server", version: "0.4.0", tools, context: { rpc } });
}
