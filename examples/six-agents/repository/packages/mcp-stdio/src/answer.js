/** Answers one MCP message for a server: https://modelcontextprotocol.io/specification/2025-06-18 */
const PROTOCOL = "2025-06-18";

/** The answer to a JSON-RPC message, or null when none is due (a notification). */
export async function answer(message, { name, version, tools, context }) {
  if (message.id === undefined) return null;
  const reply = (body) => ({ jsonrpc: "2.0", id: message.id, ...body });
  switch (message.method) {
    case "initialize":
      return reply({
        result: { protocolVersion: PROTOCOL, capabilities: { tools: {} }, serverInfo: { name, version } },
      });
    case "ping":
      return reply({ result: {} });
    case "tools/list":
      return reply({
        result: { tools: tools.map(({ run: _, ...described }) => described) },
      });
    case "tools/call": {
      const tool = tools.find((each) => each.name === message.params?.name);
      if (!tool) return reply({ error: { code: -32602, message: `no tool named ${message.params?.name}` } });
      return reply({ result: await call(tool, message.params.arguments ?? {}, context) });
    }
    default:
      return reply({ error: { code: -32601, message: `no method named ${message.method}` } });
  }
}

/** A tool that refuses is an answer to the model, not a fault of the protocol. */
async function call(tool, args, context) {
  try {
    return { content: [{ type: "text", text: JSON.stringify(await tool.run(args, context)) }] };
  } catch (error) {
    return { isError: true, content: [{ type: "text", text: error.message }] };
  }
}
