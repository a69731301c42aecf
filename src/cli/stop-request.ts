/** Hears when the person has had enough: the first Ctrl-C lets agents end, the second one and SIGTERM do not. */
import type { Io } from "./command.ts";

/** npm hands a Ctrl-C on to a process that the terminal has told already: two at once are one. Milliseconds. */
const ONE_PRESS = 500;

export interface StopRequest {
  /** Resolves when it is time to close: what was asked for before counts too. */
  obeyed(stopping: Stopping): Promise<void>;
  /** The process ends at a signal again, as any does. */
  forget(): void;
}

export interface Stopping {
  /** Starts nothing new; resolves when nothing is at work any more. */
  readonly gently: () => Promise<void>;
  /** Told what the person has asked for. */
  readonly onGentle: () => void;
  readonly onNow: () => void;
}

/** From now on: a signal during the start must not leave half of it behind. */
export function hearStop({ onSignal }: Pick<Io, "onSignal">): StopRequest {
  const now = Promise.withResolvers<void>();
  const gentle = Promise.withResolvers<void>();
  let pressed: number | null = null;
  const forget = onSignal((signal) => {
    if (signal === "SIGINT" && pressed === null) {
      pressed = performance.now();
      gentle.resolve();
    } else if (signal !== "SIGINT" || performance.now() - (pressed ?? 0) > ONE_PRESS) now.resolve();
  });
  const atOnce = now.promise.then(() => "now");
  return { obeyed, forget };

  async function obeyed({ gently, onGentle, onNow }: Stopping): Promise<void> {
    const asked = await Promise.race([atOnce, gentle.promise.then(() => "gentle")]);
    if (asked === "now") return onNow();
    onGentle();
    if ((await Promise.race([atOnce, gently().then(() => "ended")])) === "now") onNow();
  }
}
