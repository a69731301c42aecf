import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonRpc } from "../src/json-rpc.js";
import { restClient } from "../src/rest.js";

const node = "http://node.example";
const answering = (body, status = 200) => async () => new Response(JSON.stringify(body), { status });

test("json-rpc unwraps the result and numbers its requests", async () => {
  const ids = [];
  const rpc = jsonRpc(node, async (_url, { body }) => {
    ids.push(JSON.parse(body).id);
    return new Response(JSON.stringify({ result: "0x10" }));
  });
  assert.equal(await rpc("eth_blockNumber"), "0x10");
  await rpc("eth_blockNumber");
  assert.deepEqual(ids, [1, 2]);
});

test("json-rpc repeats what the node complains about", async () => {
  const rpc = jsonRpc(node, answering({ error: { code: -32000, message: "header not found" } }));
  await assert.rejects(rpc("eth_getBalance", []), { message: "eth_getBalance: header not found" });
});

test("rest fails on a status that is not a success", async () => {
  const rest = restClient(node, answering({}, 503));
  await assert.rejects(rest("/status"), { message: "/status: the node answered 503" });
});
