/**
 * Cuts `src/local/graphql/github.graphql` out of GitHub's published schema (@octokit/graphql-schema), by the list in
 * `graphql-subset.json`. Run: `node scripts/graphql-subset.ts`. A test checks that the committed file is current.
 *
 * The list names types and, for each, the fields, enum values or union members that are kept. `field` keeps all of the
 * field's arguments, `field(a b)` those two, `field()` none: an argument that the embedded GitHub does not act on is left
 * out, so that using it is refused and not ignored. Scalars, enums and inputs that are used and not listed come whole.
 * Objects, interfaces and unions come only by name. Descriptions and directives are dropped.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { schema } from "@octokit/graphql-schema";
import { type DefinitionNode, type FieldDefinitionNode, Kind, parse, print, visit } from "graphql";
import { z } from "zod";

const target = new URL("../src/local/graphql/github.graphql", import.meta.url);

const SubsetList = z.record(z.string(), z.array(z.string()));
type Selection = ReadonlyMap<string, ReadonlyMap<string, readonly string[] | "all">>;

/** The subset, as SDL; throws when the list names something that GitHub does not publish. */
export function graphqlSubset(): string {
  const selection = readSelection();
  const definitions = bareDefinitions(schema.idl);
  const kept = new Map<string, DefinitionNode>();
  for (const name of selection.keys()) {
    if (!definitions.has(name)) throw new Error(`GitHub publishes no ${name}`);
    keep(name);
  }
  const sorted = [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, definition]) => definition);
  return `${print({ kind: Kind.DOCUMENT, definitions: sorted })}\n`;

  function keep(name: string): void {
    const published = definitions.get(name);
    if (kept.has(name) || !published) return;
    const definition = narrow(published, name, selection);
    kept.set(name, definition);
    visit(definition, {
      NamedType: ({ name: { value } }) => {
        const used = definitions.get(value);
        if (used && comesByUse(used)) keep(value);
      },
    });
  }
}

function readSelection(): Selection {
  const list = SubsetList.parse(
    JSON.parse(readFileSync(new URL("graphql-subset.json", import.meta.url), "utf8")),
  );
  return new Map(Object.entries(list).map(([type, entries]) => [type, new Map(entries.map(readEntry))]));
}

function readEntry(entry: string): [name: string, args: readonly string[] | "all"] {
  const [, name = entry, args] = /^(\w+)\(([\w ]*)\)$/.exec(entry) ?? [];
  return [name, args === undefined ? "all" : args.split(" ").filter((arg) => arg !== "")];
}

function bareDefinitions(sdl: string): ReadonlyMap<string, DefinitionNode> {
  const bare = visit(parse(sdl, { noLocation: true }), {
    enter: (node) => ("description" in node ? { ...node, description: undefined } : undefined),
    Directive: () => null,
  });
  return new Map(
    bare.definitions.flatMap((definition) =>
      "name" in definition && definition.name ? [[definition.name.value, definition]] : [],
    ),
  );
}

function comesByUse({ kind }: DefinitionNode): boolean {
  return (
    kind === Kind.SCALAR_TYPE_DEFINITION ||
    kind === Kind.ENUM_TYPE_DEFINITION ||
    kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
  );
}

function narrow(definition: DefinitionNode, type: string, selection: Selection): DefinitionNode {
  const wanted = selection.get(type);
  if (!wanted) return definition;
  const missing = new Set(wanted.keys());
  const isWanted = ({ name }: { readonly name: { readonly value: string } }) =>
    missing.delete(name.value) || wanted.has(name.value);
  const result = narrowed();
  if (missing.size > 0) throw new Error(`GitHub's ${type} has no ${[...missing].join(", ")}`);
  return result;

  function narrowed(): DefinitionNode {
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    ) {
      const interfaces = (definition.interfaces ?? []).filter(({ name }) => selection.has(name.value));
      const fields = (definition.fields ?? []).filter(isWanted).map(narrowArguments);
      return { ...definition, interfaces, fields };
    }
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      return { ...definition, fields: (definition.fields ?? []).filter(isWanted) };
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION)
      return { ...definition, values: (definition.values ?? []).filter(isWanted) };
    if (definition.kind === Kind.UNION_TYPE_DEFINITION)
      return { ...definition, types: (definition.types ?? []).filter(isWanted) };
    throw new Error(`GitHub's ${type} (${definition.kind}) has nothing to choose from`);
  }

  function narrowArguments(field: FieldDefinitionNode): FieldDefinitionNode {
    const args = wanted?.get(field.name.value) ?? "all";
    if (args === "all") return field;
    return { ...field, arguments: (field.arguments ?? []).filter((arg) => args.includes(arg.name.value)) };
  }
}

if (import.meta.main) writeFileSync(target, graphqlSubset());
