/** The stream by which an open page learns that it should read itself anew. */
import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { SignedIn } from "./app.ts";
import type { Hint, Hub } from "./hub.ts";

/** A line now and then, so that a browser that vanished without a word is noticed. Milliseconds. */
const PULSE = 20_000;

export function mountEvents(app: Hono<SignedIn>, hub: Hub): void {
  app.get("/events", (context) => {
    const channel = Promise.withResolvers<void>();
    let send = (_hint: Hint): void => {};
    const leave = hub.join((hint) => send(hint), channel.resolve);
    if (!leave) return context.text("Too many pages are open.", 503);
    return streamSSE(context, async (stream) => {
      const write = (event: string): void => {
        stream.writeSSE({ event, data: "" }).catch(channel.resolve);
      };
      send = write;
      stream.onAbort(channel.resolve);
      const pulse = setInterval(() => write("pulse"), PULSE);
      write("hello");
      await channel.promise;
      clearInterval(pulse);
      leave();
    });
  });
}
