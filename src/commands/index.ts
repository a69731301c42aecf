/** The only list of commands: parsing, permissions and help are derived from it. */
import { announce } from "./announce.ts";
import { assign } from "./assign.ts";
import { blocked } from "./blocked.ts";
import type { Command } from "./command.ts";
import { escalate } from "./escalate.ts";
import { estimate } from "./estimate.ts";
import { freeze } from "./freeze.ts";
import { helpOn } from "./help.ts";
import { hold } from "./hold.ts";
import { override } from "./override.ts";
import { pattern } from "./pattern.ts";
import { priority } from "./priority.ts";
import { retry } from "./retry.ts";
import { scope } from "./scope.ts";
import { stop } from "./stop.ts";
import { tell } from "./tell.ts";
import { thaw } from "./thaw.ts";
import { unassign } from "./unassign.ts";
import { unblock } from "./unblock.ts";
import { unhold } from "./unhold.ts";
import { why } from "./why.ts";
import { withdraw } from "./withdraw.ts";

const orders: readonly Command[] = [
  assign,
  unassign,
  stop,
  retry,
  hold,
  unhold,
  blocked,
  unblock,
  escalate,
  scope,
  priority,
  estimate,
  override,
  freeze,
  thaw,
  why,
  tell,
  announce,
  pattern,
  withdraw,
];

export const commands: readonly Command[] = [...orders, helpOn(orders)];

export function findCommand(name: string): Command | undefined {
  return commands.find((command) => command.name === name);
}
