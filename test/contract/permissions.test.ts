import { expect, test } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import { readPermission } from "../../src/github/permissions.ts";
import { address, mockedGitHub } from "./mocked-github.ts";

const noor: Actor = { login: "noor", id: 102, bot: false };

test.each([
  ["admin", "admin", "admin"],
  ["write", "maintain", "maintain"],
  ["write", "write", "write"],
  ["read", "triage", "triage"],
  ["read", "read", "read"],
  ["none", "none", "none"],
  ["write", "our-own-role", "write"],
])("C1: permission %s in the role %s is %s", async (permission, role_name, wanted) => {
  const github = mockedGitHub();
  github.on("GET", "collaborators/noor/permission", {
    status: 200,
    json: { permission, role_name, user: { login: "noor", id: 102 } },
  });
  expect(await readPermission(github.client, address, noor)).toBe(wanted);
});

test("C1: a login that GitHub does not know may nothing", async () => {
  const github = mockedGitHub();
  github.on("GET", "collaborators/noor/permission", { status: 404, json: { message: "Not Found" } });
  expect(await readPermission(github.client, address, noor)).toBe(null);
});

// Noor renamed herself, and an admin took the name.
test.each([{ login: "noor", id: 999 }, null])(
  "C1: a login that is now %j may nothing in her place",
  async (user) => {
    const github = mockedGitHub();
    github.on("GET", "collaborators/noor/permission", {
      status: 200,
      json: { permission: "admin", role_name: "admin", user },
    });
    expect(await readPermission(github.client, address, noor)).toBe(null);
  },
);

test("C2: a deleted user, who has no id, is not asked about", async () => {
  const github = mockedGitHub();
  expect(await readPermission(github.client, address, { ...noor, id: null })).toBe(null);
});

// Not knowing is not "none": the whole look fails and is tried again.
test.each([403, 500, 502])("C1 E5: a permission that is answered %i fails the look", async (status) => {
  const github = mockedGitHub();
  github.on("GET", "collaborators/noor/permission", { status, json: { message: "No" } });
  await expect(readPermission(github.client, address, noor)).rejects.toMatchObject({ status });
});
