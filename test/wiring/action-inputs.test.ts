import { expect, test } from "vitest";
import { readInputs } from "../../src/wiring/action-inputs.ts";

const event = (owner: string, name: string) =>
  JSON.stringify({ repository: { name, owner: { login: owner } } });

function read(
  over: { mode?: string; token?: string; env?: Record<string, string>; event?: string | null } = {},
) {
  const given = { mode: over.mode ?? "reconcile", token: over.token ?? "ghs_x" };
  return readInputs({
    input: (name) => given[name],
    env: { GITHUB_REPOSITORY: "mira/shop", ...over.env },
    event: over.event ?? null,
  });
}

const shop = { owner: "mira", name: "shop" };

test.each([
  ["the job's repository, when the event tells of none", { event: "{}" }],
  ["the job's repository, on a schedule without any event file", { event: null }],
  ["the job's repository, when the event file is no JSON", { event: "{" }],
  [
    "the event's, when the runner names none",
    { env: { GITHUB_REPOSITORY: "" }, event: event("mira", "shop") },
  ],
  ["both, in whichever case", { env: { GITHUB_REPOSITORY: "mira/shop" }, event: event("Mira", "Shop") }],
  ["no mode is reconcile", { mode: "" }],
] as const)("%s", (_, over) => {
  expect(read(over)).toEqual({
    ok: true,
    inputs: { mode: "reconcile", token: "ghs_x", repository: shop, baseUrl: "https://api.github.com" },
  });
});

test("the mode that is asked for is the mode that runs", () => {
  expect(read({ mode: "gate" })).toMatchObject({ ok: true, inputs: { mode: "gate" } });
});

test("GitHub Enterprise Server is where the runner says", () => {
  expect(read({ env: { GITHUB_API_URL: "https://ghes.example/api/v3" } })).toMatchObject({
    inputs: { baseUrl: "https://ghes.example/api/v3" },
  });
});

test.each([
  ["an unknown mode", { mode: "Reconcile" }, "There is no mode Reconcile."],
  ["no token", { token: "" }, "The input `token` is empty."],
  ["no repository", { env: { GITHUB_REPOSITORY: "" } }, "Neither GITHUB_REPOSITORY nor the event file"],
  ["an address that is none", { env: { GITHUB_REPOSITORY: "mira/shop/../x" } }, "Neither GITHUB_REPOSITORY"],
  [
    "W9: an event of another repository",
    { event: event("noor", "shop") },
    "The job belongs to mira/shop, but its event tells of noor/shop.",
  ],
] as const)("refused: %s", (_, over, what) => {
  expect(read(over)).toMatchObject({ ok: false, problem: { what: expect.stringContaining(what) } });
});
