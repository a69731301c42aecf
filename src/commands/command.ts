/** What a command is: a name, who may use it, and a pure function that records a person's intent. */
import type { Config } from "../config/schema.ts";
import type { Permission, Role } from "../domain/actor.ts";
import type { Amendable } from "../domain/amendable.ts";
import type { CommandName } from "../domain/command-name.ts";
import type { LedgerEvent } from "../domain/ledger-event.ts";
import type { ShownGate } from "../domain/shown-gate.ts";
import type { GateName } from "../domain/verdict.ts";
import type { Desk } from "../ledger/ledger.ts";
import type { Task } from "../ledger/task.ts";

export interface Command {
  readonly name: CommandName;
  readonly usage: string;
  readonly summary: string;
  /** The role that it needs unless the config says another; `read` is everyone who can comment. */
  readonly needs: Role;
  run(input: CommandInput): CommandResult;
}

export interface CommandInput {
  readonly argument: string;
  readonly by: string;
  /** What they may do now; null when GitHub did not say, and for a bot that the config lets use the command. */
  readonly permission: Permission | null;
  readonly config: Config;
  /** The task of the issue; null when it is none yet. */
  readonly task: Task | null;
  /** All open tasks, before this command. */
  readonly tasks: ReadonlyMap<number, Task>;
  /** What belongs to no task, before this command. */
  readonly desk: Desk;
  /** What the issue's text says, for `/assign`. */
  readonly issue: {
    readonly number: number;
    readonly title: string;
    readonly scope: readonly string[];
    readonly dependsOn: readonly number[];
  };
  /** Whether it was typed on the issue that shows the board. */
  readonly onBoard: boolean;
  /** The task's open pull request, as its own checks show it; null when there is none. */
  readonly shown: { readonly head: string; readonly gates: ReadonlyMap<GateName, ShownGate> } | null;
  /** Whether the task's scope may have these globs too. */
  readonly amendable: (globs: readonly string[]) => Amendable;
  /** Id of the comment that the command stands in. */
  readonly comment: number;
  /** When it was written. */
  readonly at: Date;
  readonly now: Date;
}

export type CommandResult =
  /** `reply` only when there is something to say; the reaction says "done" by itself. */
  | {
      readonly kind: "done";
      readonly task: Task | null;
      /** What belongs to no task, after it; absent when that stays as it is. */
      readonly desk?: Desk;
      readonly events: readonly LedgerEvent[];
      readonly reply: string | null;
    }
  | { readonly kind: "refused"; readonly reply: string }
  /** The answer is the task's explanation, which is known only after everything was decided. */
  | { readonly kind: "explain" };

/** The role that a command needs in this repository. */
export function needsOf({ name, needs }: Pick<Command, "name" | "needs">, { commands }: Config): Role {
  return commands.needs[name] ?? needs;
}

export function refused(reply: string): CommandResult {
  return { kind: "refused", reply };
}
