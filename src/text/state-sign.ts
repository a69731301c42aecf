/** One pictograph for each state, the same wherever Markdown shows one. */
import type { TaskState } from "../domain/task-state.ts";

export const stateSigns: Readonly<Record<TaskState | "dropped", string>> = {
  queued: "⏳",
  working: "🚧",
  blocked: "✋",
  review: "🔎",
  ready: "🟢",
  done: "✅",
  failed: "🔁",
  escalated: "🙋",
  dropped: "⚪",
};
