/** The schema of the config file for editors, made from `Config`: `docs/signalbox.schema.json`. */
import { z } from "zod";
import { Config } from "./schema.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

export function configJsonSchema(): JsonSchema {
  return z.toJSONSchema(Config, { io: "input" });
}

/** The keys that the schema knows at a place in the file; none where it knows no keys. */
export function keysAt(root: JsonSchema, path: readonly (string | number)[]): readonly string[] {
  let found: readonly JsonSchema[] = [root];
  for (const key of path)
    found = found.flatMap((schema) => branches(schema)).flatMap((schema) => child(schema, key));
  return found
    .flatMap((schema) => branches(schema))
    .flatMap(({ properties, propertyNames }) => [...Object.keys(properties ?? {}), ...named(propertyNames)]);
}

/** The keys of a map that may have only some. */
function named(names: JsonSchema["propertyNames"]): readonly string[] {
  return typeof names === "object" ? (names.enum ?? []).map(String) : [];
}

function branches(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...(schema.anyOf ?? [])];
}

function child(
  { properties, additionalProperties, items }: JsonSchema,
  key: string | number,
): readonly JsonSchema[] {
  if (typeof key === "number") return typeof items === "object" && !Array.isArray(items) ? [items] : [];
  const named = properties?.[key] ?? additionalProperties;
  return typeof named === "object" ? [named] : [];
}
