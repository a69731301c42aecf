/**
 * What a GraphQL call costs by GitHub's published formulas, computed from the document and its variables alone.
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 *
 * A connection is a field that is given `first` or `last`. It is counted once for each response key and arguments, as
 * often as its ancestors can yield. `nodes(ids:)` is not described there: we take it as so many nodes fetched by one
 * request, the dearest reading. What `@skip` or `@include` leave out is not counted.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  valueFromASTUntyped,
} from "graphql";

export type Variables = Readonly<Record<string, unknown>>;

export interface Cost {
  /** Requests that fulfil every connection once, assuming that all of them are full. */
  readonly requests: number;
  /** Points of the hourly limit: requests / 100, rounded, at least 1. */
  readonly points: number;
  /** Nodes that the call may return. */
  readonly nodes: number;
}

/** GitHub refuses a call that may return more nodes than this. */
export const nodeLimit = 500_000;

/** The cost of one operation of a valid document (fragments exist and form no cycle). */
export function operationCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables = {},
): Cost {
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment.selectionSet]),
  );
  const variables = { ...defaults(operation), ...given };
  const { requests, nodes } = count([operation.selectionSet], 1);
  return { requests, points: Math.max(1, Math.round(requests / 100)), nodes };

  /** `times`: for how many parents the selection may have to be answered. */
  function count(selections: readonly SelectionSetNode[], times: number): Omit<Cost, "points"> {
    let [requests, nodes] = [0, 0];
    for (const fields of answeredTogether(selections)) {
      const [first] = fields;
      const size = first ? pageSize(first) : null;
      const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
      const inner = count(below, times * (size ?? 1));
      requests += inner.requests + (size === null ? 0 : times);
      nodes += inner.nodes + times * (size ?? 0);
    }
    return { requests, nodes };
  }

  /** Groups fields of one response key and one set of arguments, through all fragments. */
  function answeredTogether(selections: readonly SelectionSetNode[]): Iterable<readonly FieldNode[]> {
    const groups = new Map<string, FieldNode[]>();
    const open = selections.flatMap((set) => set.selections);
    for (const selection of open) {
      if (isLeftOut(selection.directives ?? [])) continue;
      if (selection.kind === Kind.FIELD) {
        const key = [
          (selection.alias ?? selection.name).value,
          ...(selection.arguments ?? []).map(print),
        ].join();
        groups.set(key, [...(groups.get(key) ?? []), selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        open.push(...selection.selectionSet.selections);
      } else {
        open.push(...(fragments.get(selection.name.value)?.selections ?? []));
      }
    }
    return groups.values();
  }

  function pageSize(field: FieldNode): number | null {
    const ids = field.name.value === "nodes" ? argument(field, "ids") : null;
    if (Array.isArray(ids)) return ids.length;
    const size = argument(field, "first") ?? argument(field, "last");
    return typeof size === "number" ? size : null;
  }

  function isLeftOut(directives: readonly DirectiveNode[]): boolean {
    return directives.some(({ name, ...directive }) => {
      const condition = argument(directive, "if");
      return name.value === "skip" ? condition === true : name.value === "include" && condition === false;
    });
  }

  function argument({ arguments: all }: Pick<FieldNode | DirectiveNode, "arguments">, name: string): unknown {
    const node = all?.find((arg) => arg.name.value === name);
    return node ? (valueFromASTUntyped(node.value, variables) ?? null) : null;
  }
}

function defaults({ variableDefinitions }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    (variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}
