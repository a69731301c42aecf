/** Node ids, by which GraphQL and webhooks name any record: `<prefix>_<database id>`. GitHub's are opaque; treat these so too. */
const kinds = [
  ["user", "U"],
  ["bot", "BOT"],
  ["app", "A"],
  ["repository", "R"],
  ["label", "LA"],
  ["issue", "I"],
  ["comment", "IC"],
  ["event", "EV"],
  ["pull", "PR"],
  ["review", "PRR"],
  ["checkSuite", "CS"],
  ["checkRun", "CR"],
  ["status", "SC"],
  ["workflow", "W"],
  ["workflowRun", "WFR"],
  ["reaction", "REA"],
  // REST shows it; GraphQL knows no artifacts.
  ["artifact", "AR"],
] as const;

export type NodeKind = (typeof kinds)[number][0];

export interface NodeId {
  readonly kind: NodeKind;
  readonly id: number;
}

const prefixes = new Map<NodeKind, string>(kinds);

export function nodeId(kind: NodeKind, id: number): string {
  return `${prefixes.get(kind)}_${id}`;
}

/** Reads a node id; null when it is of no kind that this world has. */
export function parseNodeId(text: string): NodeId | null {
  const [, prefix, digits] = /^([A-Z]{1,3})_([1-9][0-9]{0,14})$/.exec(text) ?? [];
  const known = kinds.find((candidate) => candidate[1] === prefix);
  return known === undefined ? null : { kind: known[0], id: Number(digits) };
}
