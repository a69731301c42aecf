/** Serves tools over standard input and output, one JSON message a line. */
import { createInterface } from "node:readline";
import { answer } from "./answer.js";

export async function serve(server, input = process.stdin, output = process.stdout) {
  for await (const line of createInterface({ input })) {
    const reply = await answerLine(line, server);
    if (reply) output.write(`${JSON.stringify(reply)}\n`);
  }
}

async function answerLine(line, server) {
  let message;
  try {
    message = JSON.parse(line);
  } catch {
    return { jsonrpc: "2.0", id: null, error: { code: -32700, message: "not JSON" } };
  }
  return answer(message, server);
}
