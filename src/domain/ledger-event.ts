/**
 * What happened to a task, as the ledger's log tells it: each becomes a line of a ledger commit's message
 * (`text/log.ts`), so that `git log` of the ledger reads as the story.
 */
import type { AttemptCause } from "./attempt.ts";
import type { Freeze } from "./freeze.ts";
import type { Severity } from "./severity.ts";

export type LedgerEvent =
  | { readonly kind: "config"; readonly agents: number }
  | {
      readonly kind: "accepted";
      readonly task: number;
      readonly agent: string;
      readonly title: string;
      readonly by: string;
    }
  | { readonly kind: "changed"; readonly task: number; readonly agent: string; readonly what: string }
  | {
      readonly kind: "started";
      readonly task: number;
      readonly agent: string;
      readonly attempt: number;
      readonly cause: AttemptCause;
      readonly scope: readonly string[];
    }
  | {
      readonly kind: "claimed";
      readonly task: number;
      readonly agent: string;
      readonly attempt: number;
      readonly run: number;
    }
  | {
      readonly kind: "published";
      readonly task: number;
      readonly agent: string;
      readonly attempt: number;
      readonly files: number;
      readonly branch: string;
    }
  | {
      readonly kind: "ended";
      readonly task: number;
      readonly agent: string;
      readonly attempt: number;
      readonly how: string;
      readonly summary: string;
    }
  | {
      readonly kind: "asked";
      readonly task: number;
      readonly agent: string;
      readonly blocker: string;
      readonly question: string;
    }
  | {
      readonly kind: "answered";
      readonly task: number;
      readonly agent: string;
      readonly blocker: string;
      readonly by: string;
      readonly answer: string;
      /** How long it was open, in milliseconds. */
      readonly after: number;
    }
  | {
      readonly kind: "rework";
      readonly task: number;
      readonly agent: string;
      readonly attempt: number;
      readonly reason: string;
    }
  | { readonly kind: "ready"; readonly task: number; readonly agent: string; readonly pull: number }
  | {
      readonly kind: "unready";
      readonly task: number;
      readonly agent: string;
      readonly pull: number;
      readonly waiting: string;
    }
  | {
      readonly kind: "merged";
      readonly task: number;
      readonly agent: string;
      readonly pull: number;
      readonly by: string;
    }
  | { readonly kind: "dropped"; readonly task: number; readonly agent: string; readonly why: string }
  | { readonly kind: "escalated"; readonly task: number; readonly agent: string; readonly why: string }
  | {
      readonly kind: "held";
      readonly task: number;
      readonly agent: string;
      readonly by: string;
      readonly reason: string | null;
    }
  /** `attempt`: the one that was in hand; null when only the next one was due. */
  | {
      readonly kind: "stopped";
      readonly task: number;
      readonly agent: string;
      readonly attempt: number | null;
      readonly by: string;
      readonly reason: string | null;
    }
  | { readonly kind: "released"; readonly task: number; readonly agent: string; readonly by: string }
  | {
      readonly kind: "overridden";
      readonly task: number;
      readonly agent: string;
      readonly gate: string;
      readonly head: string;
      readonly by: string;
      readonly because: string;
    }
  | {
      readonly kind: "command";
      readonly task: number;
      readonly agent: string | null;
      readonly by: string;
      readonly command: string;
      readonly done: boolean;
    }
  | { readonly kind: "archived"; readonly task: number; readonly agent: string }
  | {
      readonly kind: "blocked";
      readonly task: number;
      readonly agent: string;
      readonly blocker: string;
      readonly severity: Severity;
      readonly on: string;
      readonly by: string;
      readonly what: string;
    }
  | {
      readonly kind: "rescoped";
      readonly task: number;
      readonly agent: string;
      readonly add: readonly string[];
      readonly remove: readonly string[];
      readonly because: string;
      readonly by: string;
    }
  | {
      readonly kind: "parked";
      readonly task: number;
      readonly agent: string;
      readonly attempt: number;
      readonly files: number;
      readonly branch: string;
    }
  | {
      readonly kind: "reminded";
      readonly task: number;
      readonly agent: string;
      readonly blocker: string;
      /** An agent's id or `@login`; null when nobody is known. */
      readonly to: string | null;
    }
  /** To every agent; the id says whether it is an announcement or a pattern. */
  | { readonly kind: "announced"; readonly id: string; readonly by: string; readonly text: string }
  | { readonly kind: "withdrawn"; readonly id: string; readonly by: string }
  | { readonly kind: "frozen"; readonly freeze: Freeze }
  /** `by`: who ended it; null when its time was over. */
  | { readonly kind: "thawed"; readonly freeze: Freeze; readonly by: string | null }
  | {
      readonly kind: "told";
      readonly task: number;
      readonly agent: string;
      readonly by: string;
      readonly text: string;
    }
  /** The issue that shows the board was seen for the first time. */
  | { readonly kind: "board"; readonly issue: number };
