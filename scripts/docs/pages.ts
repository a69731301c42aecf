/** The only list of generated pages. */
import { commandsPage } from "./commands.ts";
import { configurationPage } from "./configuration.ts";
import { gatesPage } from "./gates.ts";
import { statesPage } from "./states.ts";

export interface Page {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

export function generatedPages(): readonly Page[] {
  return [
    { path: "docs/commands.md", text: commandsPage() },
    { path: "docs/configuration.md", text: configurationPage() },
    { path: "docs/gates.md", text: gatesPage() },
    { path: "docs/states.md", text: statesPage() },
  ];
}
