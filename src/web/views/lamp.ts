/** Signal lamps: a colour and a shape, and always the word beside them. */
import { html } from "hono/html";
import type { TaskState } from "../../domain/task-state.ts";
import type { Html } from "../html.ts";

/** `aspect`: what the lamp shows. Each has its own colour and its own shape in the style sheet. */
type Aspect = "clear" | "caution" | "stop" | "moving" | "idle" | "person" | "done";

const aspects: Readonly<Record<TaskState | "dropped", Aspect>> = {
  queued: "idle",
  working: "moving",
  blocked: "person",
  review: "caution",
  ready: "clear",
  failed: "stop",
  escalated: "person",
  done: "done",
  dropped: "idle",
};

export function stateLamp(state: TaskState | "dropped"): Html {
  return lamp(aspects[state], state);
}

/** A check run's state or a condition's. */
export function resultLamp(result: string): Html {
  switch (result) {
    case "success":
    case "met":
      return lamp("clear", result === "met" ? "met" : "passed");
    case "waiting":
    case "queued":
    case "in_progress":
      return lamp("caution", result === "in_progress" ? "running" : "waiting");
    case "neutral":
    case "skipped":
      return lamp("idle", result);
    default:
      return lamp("stop", result === "failure" ? "failed" : result.replaceAll("_", " "));
  }
}

export function lamp(aspect: Aspect, word: string): Html {
  return html`<span class="state state-${aspect}"><span class="lamp" aria-hidden="true"></span>${word}</span>`;
}
