/** The embedded GitHub answers under its own name only. */
import { request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedGitHub } from "../../src/local/server.ts";

function statusUnder(url: string, host: string, authorization: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/user`, { headers: { host, authorization }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end();
  });
}

test("S8: the embedded GitHub gives nothing to a site whose name leads here, even with a token", async () => {
  const github = await startEmbeddedGitHub();
  onTestFinished(() => github.close());
  const token = `Bearer ${github.tokenOf("mira")}`;
  const { host, port } = new URL(github.url);
  for (const own of [host, `localhost:${port}`]) expect(await statusUnder(github.url, own, token)).toBe(200);
  for (const other of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1.evil.example:${port}`])
    expect(await statusUnder(github.url, other, token)).toBe(421);
});
