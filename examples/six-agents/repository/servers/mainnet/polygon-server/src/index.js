#!/usr/bin/env node
/** Polygon PoS: POL balances and fees. */
import { jsonRpc } from "../../../../packages/chain-client/src/json-rpc.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { polyGetBalance } from "./tools/poly-get-balance.js";
import { polyGetFees } from "./tools/poly-get-fees.js";

export const tools = [polyGetBalance, polyGetFees];

if (import.meta.main) {
  const rpc = jsonRpc(process.env.POLYGON_RPC_URL ?? "http://127.0.0.1:8545");
  await serve({ name: "polygon-server", version: "0.4.0", tools, context: { rpc } });
}
