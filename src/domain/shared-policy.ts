/** What the config says of paths that several agents may want: who may touch them, and how many at once. */
export const sharedPolicies = ["forbid", "owner", "serialize", "person"] as const;
export type SharedPolicy = (typeof sharedPolicies)[number];
