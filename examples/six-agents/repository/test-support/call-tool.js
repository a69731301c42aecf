/** Calls a server's tool by name, as a model would. */
export async function callTool(tools, name, args, context) {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(`no tool named ${name}; there are ${tools.map((each) => each.name).join(", ")}`);
  return tool.run(args, context);
}
