/** The subset of GitHub's published schema that the embedded GitHub serves; `scripts/graphql-subset.ts` makes the file. */
import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLSchema, isScalarType, valueFromASTUntyped } from "graphql";

/** What GitHub takes for the scalars that callers send; an SDL file cannot say it. */
const scalarForms = {
  Base64String: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  DateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  GitObjectID: /^[0-9a-f]{40}$/,
  URI: /^[a-z][a-z0-9+.-]*:\S+$/i,
} as const;

export const githubSchema = readSchema();

function readSchema(): GraphQLSchema {
  const schema = buildSchema(readFileSync(new URL("./github.graphql", import.meta.url), "utf8"));
  for (const [name, form] of Object.entries(scalarForms)) {
    const type = schema.getType(name);
    if (!isScalarType(type)) continue;
    type.parseValue = (value) => {
      if (typeof value === "string" && form.test(value)) return value;
      throw new TypeError(`${JSON.stringify(value)} is not a valid ${name}`);
    };
    type.parseLiteral = (node, variables) => type.parseValue(valueFromASTUntyped(node, variables));
  }
  return schema;
}
