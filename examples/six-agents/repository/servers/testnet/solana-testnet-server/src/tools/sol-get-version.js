/** sol_get_version: which software the nodes of the cluster run, most frequent first. */
export const solGetVersion = {
  name: "sol_get_version",
  description: "Versions in the cluster's gossip, with the number of nodes for each",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rpc }) {
    const nodes = await rpc("getClusterNodes");
    const counts = Map.groupBy(nodes, (node) => node.version ?? "unknown");
    return [...counts]
      .map(([version, group]) => ({ version, nodes: group.length }))
      .sort((a, b) => b.nodes - a.nodes || a.version.localeCompare(b.version));
  },
};
