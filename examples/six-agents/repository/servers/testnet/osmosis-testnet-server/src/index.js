#!/usr/bin/env node
/** Osmosis testnet: the epochs by which incentives are paid. */
import { restClient } from "../../../../packages/chain-client/src/rest.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { osmoTestGetEpochs } from "./tools/osmotest-get-epochs.js";

export const tools = [osmoTestGetEpochs];

if (import.meta.main) {
  const rest = restClient(process.env.OSMOSIS_TESTNET_REST_URL ?? "http://127.0.0.1:1317");
  await serve({ name: "osmosis-testnet-server", version: "0.4.0", tools, context: { rest } });
}
