#!/usr/bin/env node
/** Osmosis: pools and prices. */
import { restClient } from "../../../../packages/chain-client/src/rest.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { osmoGetPools } from "./tools/osmo-get-pools.js";
import { osmoGetPrice } from "./tools/osmo-get-price.js";

export const tools = [osmoGetPools, osmoGetPrice];

if (import.meta.main) {
  const rest = restClient(process.env.OSMOSIS_REST_URL ?? "http://127.0.0.1:1317");
  await serve({ name: "osmosis-server", version: "0.4.0", tools, context: { rest } });
}
