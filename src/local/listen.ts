/** Serves a Hono app on the loopback address, and nowhere else. */
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

export interface Listening {
  readonly port: number;
  /** Ends connections that are still open too. */
  close(): Promise<void>;
}

/** `port` 0 takes a free one. Rejects with `refusal` when the port cannot be had. */
export function listen(app: Hono, port: number, refusal: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, port, hostname: "127.0.0.1", overrideGlobalObjects: false },
      (info) =>
        resolve({
          port: info.port,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              if ("closeAllConnections" in server) server.closeAllConnections();
            }),
        }),
    );
    server.on("error", (error: Error) => reject(new Error(refusal, { cause: error })));
  });
}
