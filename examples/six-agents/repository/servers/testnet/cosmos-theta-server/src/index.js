#!/usr/bin/env node
/** Cosmos theta testnet: balances and block heights. */
import { restClient } from "../../../../packages/chain-client/src/rest.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { thetaGetBalance } from "./tools/theta-get-balance.js";
import { thetaGetHeight } from "./tools/theta-get-height.js";

export const tools = [thetaGetBalance, thetaGetHeight];

if (import.meta.main) {
  const rest = restClient(process.env.THETA_REST_URL ?? "http://127.0.0.1:1317");
  await serve({ name: "cosmos-theta-server", version: "0.4.0", tools, context: { rest } });
}
