/** How a field is read from what a resolver gave: as a value, or by calling it with the field's arguments. */
import { defaultFieldResolver, type GraphQLFieldResolver } from "graphql";

/** As graphql-js does it, but a field that a resolver forgot is a defect and not null. */
export const servedField: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  if (typeof source !== "object" || source === null || !(info.fieldName in source))
    throw new Error(`${info.parentType.name}.${info.fieldName} is in the schema and nothing serves it`);
  return defaultFieldResolver(source, args, context, info);
};
