/** The page of config keys, from the JSON Schema that editors use. */
import { configJsonSchema, type JsonSchema } from "../../src/config/json-schema.ts";
import { markdownTable } from "./table.ts";

/** Of each key as a table shows them. */
export const configHead = ["Key", "Value", "Default", "Meaning"] as const;

/** A row for each key of the config, in the schema's order; the key stands in its first cell as inline code. */
export function configRows(): readonly (readonly string[])[] {
  return rowsOf(configJsonSchema(), "");
}

export function configurationPage(): string {
  return `# Configuration

<!-- Made by scripts/docs.ts from src/config/schema.ts. Edit that. -->

\`.github/signalbox.yml\` on the default branch. Every key is optional. A key that is not in this table is refused, so
that nothing in the file is inert; \`signalbox validate\` says where it stands and what was probably meant. Editors read
[signalbox.schema.json](signalbox.schema.json); a whole file to start from is
[the example's](../examples/six-agents/repository/.github/signalbox.yml).

${markdownTable(configHead, configRows())}

\`<id>\` is 1 to 39 of \`a-z\`, \`0-9\` and \`-\`. \`auto\` is reserved.

## Globs

\`*\` matches within a segment of a path, \`?\` one character, \`**\` as a whole segment any number of segments. A backslash
makes punctuation literal. Dotfiles match like every other file. There is no negation, no braces, no classes and no
extended globs: write two globs, or use \`forbid\`. A glob has at most 256 characters, and 8 wildcards a segment.
`;
}

function rowsOf(schema: JsonSchema, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    if (typeof property === "boolean") return [];
    const path = `${prefix}${key}`;
    const row = [`\`${path}\``, shapeOf(property), defaultOf(property), property.description ?? ""];
    const named = property.additionalProperties;
    const inner = typeof named === "object" ? formsOf(named) : [];
    const { items } = property;
    const item = typeof items === "object" && !Array.isArray(items) ? rowsOf(items, `${path}[].`) : [];
    return [
      row,
      ...rowsOf(property, `${path}.`),
      ...item,
      ...inner.flatMap((form) => rowsOf(form, `${path}.<id>.`)),
    ];
  });
}

/** The schema itself, and each of the forms that it may take. */
function formsOf(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...(schema.anyOf ?? []).filter((form) => typeof form !== "boolean")];
}

function shapeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(" or ");
  if (schema.type === "integer") return `whole number, ${schema.minimum} to ${schema.maximum}`;
  if (schema.type === "number") return "number";
  if (schema.type === "array") return hasKeys(schema.items) ? "list of keys" : "list of texts";
  if (schema.anyOf) return "text or list of texts";
  if (schema.type !== "object") return "text";
  if (typeof schema.additionalProperties !== "object") return "keys";
  return typeof schema.propertyNames === "object" && schema.propertyNames.enum
    ? "map of commands"
    : "map of `<id>`";
}

function hasKeys(items: JsonSchema["items"]): boolean {
  return typeof items === "object" && !Array.isArray(items) && items.properties !== undefined;
}

function defaultOf(schema: JsonSchema): string {
  if (schema.properties) return "";
  return schema.default === undefined ? "none" : `\`${JSON.stringify(schema.default)}\``;
}
