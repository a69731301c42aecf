#!/usr/bin/env node
/** Juno: smart contract queries. */
import { restClient } from "../../../../packages/chain-client/src/rest.js";
import { serve } from "../../../../packages/mcp-stdio/src/serve.js";
import { junoQueryContract } from "./tools/juno-query-contract.js";

export const tools = [junoQueryContract];

if (import.meta.main) {
  const rest = restClient(process.env.JUNO_REST_URL ?? "http://127.0.0.1:1317");
  await serve({ name: "juno-server", version: "0.4.0", tools, context: { rest } });
}
