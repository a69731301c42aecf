/** What the local page says beside its headings and buttons. */
import { clip, plain } from "./markdown.ts";

export interface PageProblem {
  readonly title: string;
  readonly text: string;
  /** What to type in a terminal; null for nothing. */
  readonly command: string | null;
}

export function signInText(): PageProblem {
  return {
    title: "You are not signed in",
    text: "A link from the terminal signs you in. Run this in the clone, and open the address that it prints; each address works once, for ten minutes. While it runs, stop it with Ctrl-C first and start it again: nothing is lost.",
    command: "signalbox up",
  };
}

export function spentLinkText(): PageProblem {
  return {
    title: "This sign-in link does not work any more",
    text: "Each link works once, for ten minutes. If you are signed in already, go on to the board. Otherwise stop it in its terminal with Ctrl-C, start it again, and open the new address that it prints: nothing is lost.",
    command: "signalbox up",
  };
}

export function wrongHostText(host: string): PageProblem {
  return {
    title: "This is not the address of this page",
    text: `Somebody's web site, or an old link, asked for it under another name. Its address is http://${host}/.`,
    command: null,
  };
}

export function forgedText(): PageProblem {
  return {
    title: "Nothing was done: the request did not come from this page",
    text: "Another site may have tried to act in your name. If you pressed the button here yourself, go back, reload the page, and press it again.",
    command: null,
  };
}

export function nothingHereText(path: string): PageProblem {
  return {
    title: "There is nothing here",
    text: `No page is called ${clip(plain(path), 200)}. The board leads to every task; issues and pull requests share one count of numbers.`,
    command: null,
  };
}

export function brokenText(): PageProblem {
  return {
    title: "This page could not be made",
    text: "Nothing was changed by that. Reload it; if it stays so, the terminal in which Signalbox runs says why.",
    command: null,
  };
}

export function tooLargeText(): PageProblem {
  return {
    title: "Nothing was done: that is too much text",
    text: "GitHub takes 65,536 characters at most. Go back, and shorten it.",
    command: null,
  };
}

export function unreadableFormText(): PageProblem {
  return {
    title: "Nothing was done: the form could not be read",
    text: "Go back, reload the page, and try again.",
    command: null,
  };
}

export function signedInText(login: string): string {
  return `You are signed in as ${login}.`;
}

export function noTasksText(): string {
  return "File an issue and choose an agent for it; its task appears here.";
}

export function nobodyWorksText(): string {
  return "No agent is at work.";
}

export function nothingHeldText(): string {
  return "No paths are held: any task may start.";
}

export function silentRunText(): string {
  return "Nothing printed yet.";
}

export function runOverText(): string {
  return "No agent is at work on this task now. What came of it is on its card.";
}

export function scopeHintText(): string {
  return "Globs of the files that the task may touch, one a line, such as src/shop/**. Without any, the agent may touch all that its boundary allows, and holds all of it while the task is open.";
}

export function dependsHintText(): string {
  return 'Markdown. "Depends on #3" makes it wait until #3 is done.';
}

export function commandHintText(): string {
  return "Markdown. Signalbox reads a line that starts with one of these:";
}

export function noDescriptionText(): string {
  return "No description.";
}

export function closeDropsText(): string {
  return "Closing drops the task: it lets go of its paths, and nobody works on it any more.";
}

export function mergeBlockedText(open: readonly string[]): string {
  return `Not yet: ${open.length === 0 ? "Signalbox has not judged this commit" : open.join("; ")}.`;
}

export function notReadyText(open: readonly string[]): string {
  return `It was not merged. ${mergeBlockedText(open)}`;
}

export function movedText(): string {
  return "It was not done: the pull request has a newer commit than the one you saw. Look at it, then press the button again.";
}

export function emptyTitleText(): string {
  return "An issue needs a title. Type one, then press the button again.";
}

export function emptyCommentText(): string {
  return "A comment needs some text.";
}

export function unknownAgentChoiceText(agent: string): string {
  return `The config names no agent ${clip(plain(agent), 60)}. Choose one of the list.`;
}

export function refusedDeedText(words: string): string {
  return `GitHub refused it: ${clip(plain(words), 500)}`;
}

export function approvedText(login: string): string {
  return `Approved by you, ${login}, for this commit.`;
}

export function noPatchText(): string {
  return "No lines to show: the file is binary, too large, or only moved.";
}

export function moreFilesText(): string {
  return "GitHub lists no more files than these; fetch the branch to see the rest.";
}

export function boundaryFailedText(): string {
  return "Nothing of this may be merged. The reasons go to the agent's next attempt, which starts by itself.";
}

export function cutPatchText(lines: number): string {
  return `${lines} more lines are not shown here; fetch the branch to read them.`;
}

/** How long something takes: the two largest units. */
export function elapsedText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

export function firstLookText(): string {
  return "Signalbox is looking at the repository for the first time. This takes a moment.";
}
