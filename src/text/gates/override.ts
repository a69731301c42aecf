/** What is said where a person may know better than a gate. */
import type { GateName } from "../../domain/verdict.ts";

export function overrideText(gate: GateName, when: string): string {
  return `${when}, a maintainer types \`/override ${gate} because …\`.`;
}
