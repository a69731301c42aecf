/** Answers one GraphQL request as GitHub does: parse it, check it against the schema, price it, then execute it. */
import {
  type DocumentNode,
  execute,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  validate,
} from "graphql";
import { z } from "zod";
import { remembering } from "../../domain/remembering.ts";
import type { Context } from "./context.ts";
import { type Cost, nodeLimit, operationCost, type Variables } from "./cost.ts";
import { type FailureBody, type FailureType, failureBody } from "./failure.ts";
import { servedField } from "./field.ts";
import { mutationRoot } from "./mutation.ts";
import type { Budget, PointMeter } from "./point-meter.ts";
import { queryRoot } from "./query.ts";
import { githubSchema } from "./schema.ts";

const GraphQLBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

export interface GraphQLRequest extends Context {
  readonly meter: PointMeter;
}

export interface GraphQLAnswer {
  /** GitHub answers 200 whatever is wrong with a document: what went wrong is in the body's `errors`. */
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: readonly FailureBody[] };
  /** How the caller's budget stands now, for the `x-ratelimit-…` headers. */
  readonly budget: Budget;
  /** What was asked for; `query` where that could not be understood. */
  readonly kind: "query" | "mutation";
}

/** @param body The request's body, parsed from JSON. */
export async function executeGraphQL(request: GraphQLRequest, body: unknown): Promise<GraphQLAnswer> {
  const { meter, caller } = request;
  const understood = understand(body);
  const isMutation =
    "operation" in understood && understood.operation.operation === OperationTypeNode.MUTATION;
  return {
    status: 200,
    body: "operation" in understood ? await perform(request, understood) : { errors: understood.errors },
    budget: meter.budget(caller.user.id),
    kind: isMutation ? "mutation" : "query",
  };
}

interface Call {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
  readonly cost: Cost;
}

function understand(body: unknown): Call | { readonly errors: readonly FailureBody[] } {
  const request = GraphQLBody.safeParse(body);
  if (!request.success) return refused("A query attribute must be specified and must be a string.");
  const { query, variables, operationName } = request.data;
  const document = validDocument(query);
  if ("errors" in document) return document;
  const operation = getOperationAST(document, operationName);
  if (!operation)
    return refused(operationName ? `No operation named "${operationName}"` : "An operation name is required");
  return {
    document,
    operation,
    variables: variables ?? {},
    cost: operationCost(document, operation, variables ?? {}),
  };
}

/** A client sends few texts, each of them often. */
const validDocument = remembering(
  200,
  (query): DocumentNode | { readonly errors: readonly FailureBody[] } => {
    const document = parsed(query);
    if (document instanceof GraphQLError) return { errors: [failureBody(document)] };
    const errors = validate(githubSchema, document);
    return errors.length > 0 ? { errors: errors.map(failureBody) } : document;
  },
);

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

async function perform(request: GraphQLRequest, call: Call): Promise<GraphQLAnswer["body"]> {
  const { meter, caller } = request;
  const { document, operation, variables, cost } = call;
  if (cost.nodes > nodeLimit) {
    const message = `This query requests up to ${cost.nodes.toLocaleString("en")} possible nodes which exceeds the maximum limit of ${nodeLimit.toLocaleString("en")}.`;
    return refused(message, "MAX_NODE_LIMIT_EXCEEDED");
  }
  const budget = meter.spend(caller.user.id, cost.points);
  if (!budget)
    return refused(`API rate limit already exceeded for user ID ${caller.user.id}.`, "RATE_LIMITED");
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const { data, errors } = await execute({
    schema: githubSchema,
    document,
    fieldResolver: servedField,
    rootValue: isMutation ? mutationRoot(request) : queryRoot(request, rateLimitNode(cost, budget)),
    variableValues: variables,
    operationName: operation.name?.value,
  });
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors ? { errors: errors.map(failureBody) } : {}),
  };
}

function rateLimitNode({ points, nodes }: Cost, { limit, used, remaining, resetAt }: Budget) {
  return {
    __typename: "RateLimit",
    cost: points,
    nodeCount: nodes,
    limit,
    used,
    remaining,
    resetAt: `${resetAt.toISOString().slice(0, 19)}Z`,
  };
}

function refused(message: string, type?: FailureType): { readonly errors: readonly FailureBody[] } {
  return { errors: [type ? { type, message } : { message }] };
}
