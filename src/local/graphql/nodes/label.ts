/** Labels, and the connection of labels that a repository, an issue and a pull request have. */
import { nodeId } from "../../node-id.ts";
import type { Label } from "../../records.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { Source } from "../context.ts";

export interface LabelArguments extends PageArguments {
  /** Words of the name or the description. */
  readonly query?: string | null;
  readonly orderBy?: {
    readonly field: "CREATED_AT" | "NAME";
    readonly direction: "ASC" | "DESC";
  } | null;
}

export function labelNode(label: Label): Source {
  return {
    __typename: "Label",
    id: nodeId("label", label.id),
    name: label.name,
    color: label.color,
    description: label.description,
  };
}

/** Labels have no time of creation here; ids ascend with it. */
export function labelConnection(labels: readonly Label[], args: LabelArguments) {
  return connection("labels", args, {
    items: labels.filter((label) => isFound(label, args.query ?? "")),
    place: args.orderBy?.field === "NAME" ? ({ name, id }) => [name.toLowerCase(), id] : ({ id }) => [id],
    descending: args.orderBy?.direction === "DESC",
    node: labelNode,
  });
}

function isFound({ name, description }: Label, query: string): boolean {
  const text = `${name} ${description ?? ""}`.toLowerCase();
  return text.includes(query.toLowerCase());
}
