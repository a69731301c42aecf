/** Waits until the person has had enough: the first Ctrl-C lets agents end, the second one and SIGTERM do not. */
import type { Io } from "./command.ts";

/** npm hands a Ctrl-C on to a process that the terminal has told already: two at once are one. Milliseconds. */
const ONE_PRESS = 500;

export interface Stopping {
  /** Starts nothing new; resolves when nothing is at work any more. */
  readonly gently: () => Promise<void>;
  /** Told what the person has asked for. */
  readonly onGentle: () => void;
  readonly onNow: () => void;
}

/** Resolves when it is time to close. */
export async function untilStopped({ onSignal }: Pick<Io, "onSignal">, stopping: Stopping): Promise<void> {
  const now = Promise.withResolvers<void>();
  const gentle = Promise.withResolvers<void>();
  let pressed: number | null = null;
  const forget = onSignal((signal) => {
    if (signal === "SIGINT" && pressed === null) {
      pressed = performance.now();
      gentle.resolve();
    } else if (signal !== "SIGINT" || performance.now() - (pressed ?? 0) > ONE_PRESS) now.resolve();
  });
  try {
    const asked = await Promise.race([gentle.promise.then(() => "gentle"), now.promise.then(() => "now")]);
    if (asked === "now") return stopping.onNow();
    stopping.onGentle();
    const ended = await Promise.race([stopping.gently().then(() => "ended"), now.promise.then(() => "now")]);
    if (ended === "now") stopping.onNow();
  } finally {
    forget();
  }
}
