/** An issue's timeline, as far as labels go. */
import { labelNamed } from "../../find.ts";
import { nodeId } from "../../node-id.ts";
import type { Issue, TimelineEvent } from "../../records.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { Context, Source } from "../context.ts";
import { actorNode } from "./actor.ts";
import { labelNode } from "./label.ts";

const types = { labeled: "LABELED_EVENT", unlabeled: "UNLABELED_EVENT" } as const;

export interface TimelineArguments extends PageArguments {
  readonly itemTypes?: readonly ("LABELED_EVENT" | "UNLABELED_EVENT")[] | null;
  readonly since?: string | null;
}

/** Entries of the kinds asked for, oldest first; without `itemTypes`, of every kind that the subset of the schema has. */
export function timelineConnection(context: Context, issue: Issue, args: TimelineArguments) {
  const { since, itemTypes } = args;
  return connection("timelineItems", args, {
    items: context.world.timeline.where("issueId", issue.id).filter((event) => {
      const type = isLabelling(event) ? types[event.what.kind] : null;
      if (type === null || (itemTypes && !itemTypes.includes(type))) return false;
      return !since || Date.parse(event.createdAt) >= Date.parse(since);
    }),
    place: ({ id }) => [id],
    node: (event) => timelineNode(context, event),
  });
}

/** Null for an entry that the subset of the schema has no type for. */
export function timelineNode(context: Context, event: TimelineEvent): Source | null {
  if (!isLabelling(event)) return null;
  const { kind, label } = event.what;
  return {
    __typename: kind === "labeled" ? "LabeledEvent" : "UnlabeledEvent",
    id: nodeId("event", event.id),
    actor: () => actorNode(context, event.userId),
    createdAt: event.createdAt,
    // The entry remembers name and colour as they were; the id is that of the label which has the name now.
    label: () => labelNode({ id: 0, description: null, ...labelNamed(context.world, label.name), ...label }),
  };
}

type Labelling = TimelineEvent & { readonly what: { readonly kind: "labeled" | "unlabeled" } };

function isLabelling(event: TimelineEvent): event is Labelling {
  return event.what.kind === "labeled" || event.what.kind === "unlabeled";
}
