import { readFileSync } from "node:fs";
import { schema as published } from "@octokit/graphql-schema";
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  validateSchema,
} from "graphql";
import { describe, expect, test } from "vitest";
import { graphqlSubset } from "../../../scripts/graphql-subset.ts";
import { githubSchema } from "../../../src/local/graphql/schema.ts";

// The published file defines two fields of EnterpriseOwnerInfo twice; it is not ours to judge.
const whole = buildSchema(published.idl, { assumeValidSDL: true });
const ours = Object.values(githubSchema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));

describe("the schema of the embedded GitHub", () => {
  test("is what scripts/graphql-subset.ts makes of the published one", () => {
    const file = new URL("../../../src/local/graphql/github.graphql", import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(graphqlSubset());
  });

  test("is a valid schema", () => {
    expect(validateSchema(githubSchema)).toEqual([]);
  });

  test.each(ours.map((type) => [type.name, type] as const))(
    "%s says nothing that GitHub does not say",
    (name, type) => {
      const original = whole.getType(name);
      expect(original?.constructor).toBe(type.constructor);
      const facts = original ? factsOf(original) : [];
      for (const fact of factsOf(type)) expect(facts).toContain(fact);
    },
  );

  test.each(
    ours.flatMap((type) => (isObjectType(type) || isInterfaceType(type) ? [[type.name, type] as const] : [])),
  )("%s implements every interface of ours that GitHub's does", (name, type) => {
    const original = whole.getType(name);
    const faces = isObjectType(original) || isInterfaceType(original) ? original.getInterfaces() : [];
    const known = faces.map((face) => face.name).filter((face) => githubSchema.getType(face));
    expect(
      type
        .getInterfaces()
        .map((face) => face.name)
        .toSorted(),
    ).toEqual(known.toSorted());
  });

  test("leaves no required argument or input field out", () => {
    const left = ours.flatMap((type) => {
      const original = whole.getType(type.name);
      return original ? omissions(type, original) : [];
    });
    expect(left).toEqual([]);
  });
});

/** Everything that a type says, one line each: fields with types, arguments with types and defaults, members, values. */
function factsOf(type: GraphQLNamedType): readonly string[] {
  if (isObjectType(type) || isInterfaceType(type))
    return [
      ...type.getInterfaces().map((face) => `implements ${face.name}`),
      ...Object.values(type.getFields()).flatMap((field) => [
        `${field.name}: ${String(field.type)}`,
        ...field.args.map(
          (arg) => `${field.name}(${arg.name}: ${String(arg.type)} = ${JSON.stringify(arg.defaultValue)})`,
        ),
      ]),
    ];
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map(
      (field) => `${field.name}: ${String(field.type)} = ${JSON.stringify(field.defaultValue)}`,
    );
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  return isUnionType(type) ? type.getTypes().map(({ name }) => `| ${name}`) : [];
}

/** What a caller must give according to GitHub, and cannot according to us. */
function omissions(type: GraphQLNamedType, original: GraphQLNamedType): readonly string[] {
  const facts = factsOf(type);
  if (isInputObjectType(original))
    return factsOf(original).filter((fact) => isRequired(fact) && !facts.includes(fact));
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [];
  return factsOf(original).filter(
    (fact) =>
      fields.some((field) => fact.startsWith(`${field}(`)) && isRequired(fact) && !facts.includes(fact),
  );
}

function isRequired(fact: string): boolean {
  return /! = undefined\)?$/.test(fact);
}
