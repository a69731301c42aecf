import assert from "node:assert/strict";
import { PassThrough, Readable } from "node:stream";
import { test } from "node:test";
import { serve } from "../src/serve.js";

const echo = {
  name: "echo_get_text",
  description: "Says it again",
  inputSchema: { type: "object" },
  async run({ text }) {
    if (!text) throw new Error("nothing to say");
    return { text };
  },
};
const server = { name: "echo", version: "1.0.0", tools: [echo], context: {} };

async function talk(...lines) {
  const output = new PassThrough();
  await serve(server, Readable.from(lines.map((line) => `${line}\n`)), output);
  return output.end().setEncoding("utf8").read()?.trim().split("\n").map((line) => JSON.parse(line)) ?? [];
}
const ask = (method, params) => JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });

test("a tool is listed without its code", async () => {
  const [reply] = await talk(ask("tools/list"));
  assert.deepEqual(reply.result.tools, [
    { name: "echo_get_text", description: "Says it again", inputSchema: { type: "object" } },
  ]);
});

test("a call answers with the tool's result as JSON text", async () => {
  const [reply] = await talk(ask("tools/call", { name: "echo_get_text", arguments: { text: "hello" } }));
  assert.deepEqual(reply.result, { content: [{ type: "text", text: '{"text":"hello"}' }] });
});

test("a tool that refuses is an error result; an unknown tool is a protocol error", async () => {
  const [refused, unknown] = await talk(
    ask("tools/call", { name: "echo_get_text" }),
    ask("tools/call", { name: "echo_set_text" }),
  );
  assert.deepEqual(refused.result, { isError: true, content: [{ type: "text", text: "nothing to say" }] });
  assert.equal(unknown.error.message, "no tool named echo_set_text");
});

test("a notification gets no answer, and a line that is not JSON gets a parse error", async () => {
  const replies = await talk(JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }), "{");
  assert.deepEqual(replies.map((reply) => reply.error.code), [-32700]);
});
