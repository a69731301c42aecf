#!/usr/bin/env node
/** Cosmos Hub: balances and validators. */
import { restClient } from "../../../../packages/chain-client/src/rest.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { cosmosGetBalance } from "./tools/cosmos-get-balance.js";
import { cosmosGetValidators } from "./tools/cosmos-get-validators.js";

export const tools = [cosmosGetBalance, cosmosGetValidators];

if (import.meta.main) {
  const rest = restClient(process.env.COSMOS_REST_URL ?? "http://127.0.0.1:1317");
  await serve({ name: "cosmos-server", version: "0.4.0", tools, context: { rest } });
}
