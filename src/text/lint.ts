/** What an issue leaves open, in words: what is missing, why it matters, and an example to copy. */
import type { Lack } from "../domain/lack.ts";
import { code, sentence } from "./markdown.ts";

const order =
  "Move the price of an order line from `cart.js` into a function `linePrice` of its own, and use it in `checkout.js`.";

/** What mends each, in an issue and in a plan. */
const examples: Readonly<Record<Lack["kind"], { readonly issue: string; readonly plan: string }>> = {
  vague: { issue: order, plan: order },
  unscoped: {
    issue: "`Scope: src/cart/**, test/cart/**`",
    plan: '`"files": ["src/cart/**", "test/cart/**"]`',
  },
  "not self-contained": {
    issue: "write out here what was agreed.",
    plan: "write out here what was agreed.",
  },
  untestable: {
    issue: "`Done when: npm test passes, and an empty cart costs 0`",
    plan: '`"success": ["npm test passes, and an empty cart costs 0"]`',
  },
};

/** One line, to be read on a card and in a terminal. */
export function lackText(lack: Lack, where: "issue" | "plan"): string {
  return `${problemText(lack)} Example: ${sentence(examples[lack.kind][where])}`;
}

function problemText(lack: Lack): string {
  switch (lack.kind) {
    case "vague":
      return `says too little (${lack.words} ${lack.words === 1 ? "word" : "words"}): what is to change, and where?`;
    case "unscoped":
      return "names no paths, so it takes everything that its agent may touch.";
    case "not self-contained":
      return `leans on something that is not written here (${code(lack.phrase)}), and its agent reads nothing else.`;
    case "untestable":
      return "does not say how to tell that it is done.";
    default:
      return lack satisfies never;
  }
}

/** The part of a task's card that goes by itself once the issue is mended. */
export function lintText(lacks: readonly Lack[]): string {
  if (lacks.length === 0) return "";
  return [
    "**Its issue could say more**, and an agent reads nothing else. Edit the issue, and these lines go by themselves. It",
    "",
    ...lacks.map((lack) => `- ${lackText(lack, "issue")}`),
  ].join("\n");
}
