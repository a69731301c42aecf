/** What GitHub's whole published GraphQL schema says of a request. Loading it takes most of a second. */
import { schema as published } from "@octokit/graphql-schema";
import {
  buildSchema,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from "graphql";

// The published file defines two fields of EnterpriseOwnerInfo twice; it is not ours to judge.
const github = buildSchema(published.idl, { assumeValidSDL: true });

/** The problems of a GraphQL request by the whole published schema: the query's and those of its variables. */
export function graphqlProblems(
  query: string,
  variables: Readonly<Record<string, unknown>>,
): readonly string[] {
  const document = parse(query);
  const wrong = validate(github, document, specifiedRules).map(({ message }) => message);
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === "OperationDefinition",
  );
  const values = operations.flatMap(({ variableDefinitions }) => {
    const { errors } = getVariableValues(github, variableDefinitions ?? [], variables);
    return (errors ?? []).map(({ message }) => message);
  });
  return [...wrong, ...values];
}
