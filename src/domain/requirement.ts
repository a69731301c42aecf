/** What `gates.require` may name: each gate, and the named external checks as one. */
import { gateNames } from "./verdict.ts";

export const requirementNames = [...gateNames, "checks"] as const;
export type RequirementName = (typeof requirementNames)[number];
