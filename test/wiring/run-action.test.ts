import { expect, test } from "vitest";
import { runAction } from "../../src/wiring/run-action.ts";
import { testGitHub } from "../support/embedded-github.ts";

/** All that the Action says, in its order. */
async function running(input: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>) {
  const said: string[] = [];
  const code = await runAction(
    { input: (name) => input[name] ?? "", env: { GITHUB_REPOSITORY: "mira/shop", ...env }, event: null },
    {
      mask: (secret) => said.push(`mask ${secret}`),
      group: (title) => said.push(`group ${title}`),
      error: ({ what }) => said.push(`error ${what}`),
      annotate: ({ message }) => said.push(`annotate ${message}`),
      output: (name, value) => said.push(`output ${name} ${value}`),
      summary: async (markdown) => {
        said.push(`summary ${markdown.split("\n")[0]}`);
      },
    },
  );
  return { code, said };
}

const heading = "summary ## Signalbox: `mira/shop`";

// R47 FAULTS.md S6
test("S6: the token is hidden before anything is said", async () => {
  const github = await testGitHub({ "README.md": "# Shop\n" }, { owner: "mira", name: "shop" });
  const token = github.github.actionsToken();
  const { said } = await running({ token }, { GITHUB_API_URL: github.github.url });
  expect(said[0]).toBe(`mask ${token}`);
  expect(said.slice(1).join("\n")).not.toContain(token);
});

test("a repository without a config ends red, and says which file is missing", async () => {
  const github = await testGitHub({ "README.md": "# Shop\n" }, { owner: "mira", name: "shop" });
  const token = github.github.actionsToken();
  expect(await running({ token }, { GITHUB_API_URL: github.github.url })).toEqual({
    code: 1,
    said: [
      `mask ${token}`,
      "group Look 1",
      "output writes 0",
      "output waits 0",
      "error The config .github/signalbox.yml on the default branch cannot be used: there is none.",
      heading,
    ],
  });
});

test("a token that is not believed ends red, and no output claims that nothing waits", async () => {
  const github = await testGitHub({ "README.md": "# Shop\n" }, { owner: "mira", name: "shop" });
  const { code, said } = await running({ token: "ghs_gone" }, { GITHUB_API_URL: github.github.url });
  expect(code).toBe(1);
  expect(said).toEqual(["mask ghs_gone", expect.stringMatching(/^error .*Bad credentials/), heading]);
});

test("no token: nothing to hide, no look, red", async () => {
  expect(await running({}, {})).toEqual({
    code: 1,
    said: ["error The input `token` is empty.", "summary ## Signalbox"],
  });
});
