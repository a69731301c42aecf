/** What is said of a valid config that its author hardly meant. */
import { clip, plain } from "./markdown.ts";

export function bareAgentText(id: string): string {
  return `\`agents.${id}\` has no \`allow\`, so ${id} may change nothing; give it globs, such as allow: ["src/**"]`;
}

/** No shell splits it: the whole text would be looked for as one program. */
export function oneWordText(id: string, program: string, words: readonly string[]): string {
  return `\`agents.${id}.command\` names one program \`${clip(plain(program), 60)}\`, blanks and all, and there will hardly be one; write ${wordList(words)}`;
}

/** `[node, agent.mjs]`, as YAML takes it. What a shell would put together from quotes is left to the person. */
export function wordList(words: readonly string[]): string {
  return words.some((word) => /["']/.test(word))
    ? "the program and its arguments one by one, such as [node, agent.mjs]"
    : clip(plain(`[${words.map(yamlWord).join(", ")}]`), 200);
}

/** Quoted where YAML would read something else than the word. */
function yamlWord(word: string): string {
  const isPlain = /^(?:--?)?[A-Za-z./_][A-Za-z0-9./_@%+=-]*$/.test(word);
  return isPlain && !/^(?:true|false|null|yes|no|on|off)$/i.test(word) ? word : JSON.stringify(word);
}
