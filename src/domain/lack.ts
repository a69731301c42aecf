/** What an issue leaves open for an agent that reads nothing else; `planning/task-lint.ts` finds it, `text/lint.ts` says it. */
export type Lack =
  /** Too few words to know what is to be done. */
  | { readonly kind: "vague"; readonly words: number }
  /** No paths: the task may touch, and so holds, all of its agent's boundary. */
  | { readonly kind: "unscoped" }
  /** Leans on something that was said elsewhere; `phrase` is how it says so. */
  | { readonly kind: "not self-contained"; readonly phrase: string }
  /** Nothing by which an agent, or a person, could tell that it is done. */
  | { readonly kind: "untestable" };
