/** GitHub's notifications, as a person reads them: "something happened since you last looked". */
import type { EmbeddedGitHub } from "../local/server.ts";

/** What comes in a burst is one reason to look. Milliseconds. */
const BURST = 150;

/** Resolves true soon after anything happened since the last call, false when nothing did for `patience` milliseconds. */
export function notificationsOf(github: EmbeddedGitHub): (patience: number) => Promise<boolean> {
  let news = false;
  let wake = () => {};
  github.onEvent(({ name }) => {
    if (name === "push") return;
    news = true;
    wake();
  });
  return async (patience) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    wake = resolve;
    const impatience = setTimeout(resolve, patience);
    if (!news) await promise;
    clearTimeout(impatience);
    const happened = news;
    await new Promise((rested) => setTimeout(rested, BURST));
    news = false;
    return happened;
  };
}
