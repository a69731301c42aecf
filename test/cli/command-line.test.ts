/** R50: a call that is wrong is answered in one line that names what was most likely meant; for a program, as JSON. */
import { expect, test } from "vitest";
import { signalbox } from "./terminal.ts";

test.each([
  { typed: ["check", "--agnet", "a"], said: "signalbox check has no option --agnet. Did you mean --agent?" },
  {
    typed: ["check", "--forma=github"],
    said: "signalbox check has no option --forma. Did you mean --format?",
  },
  { typed: ["check", "--js"], said: "signalbox check has no option --js. Did you mean --json?" },
  { typed: ["check", "-x"], said: "signalbox check has no option -x." },
  { typed: ["check", "--frobnicate"], said: "signalbox check has no option --frobnicate." },
  { typed: ["status", "--dri", "."], said: "signalbox status has no option --dri. Did you mean --dir?" },
  {
    typed: ["task", "new", "--titel", "x"],
    said: "signalbox task new has no option --titel. Did you mean --title?",
  },
  { typed: ["check", "--base"], said: "signalbox check: --base takes a value, and was given none." },
  { typed: ["check", "--base", "--all"], said: "signalbox check: --base takes a value, and was given none." },
  { typed: ["check", "--all=yes"], said: "signalbox check: --all takes no value, and was given one." },
])("$typed: $said", async ({ typed, said }) => {
  const [command] = said.slice("signalbox ".length).split(/ has no|:/);
  expect(await signalbox(typed)).toEqual({
    code: 2,
    out: "",
    err: `${said} \`signalbox ${command} --help\` shows them all.`,
  });
});

test("with --json, wrong use is an answer on the output, of which a program can make something", async () => {
  for (const typed of [
    ["--agnet", "a"],
    ["--all", "--base", "main"],
    ["--agent", "a", "--task", "1"],
    ["stray"],
  ]) {
    const { code, out, err } = await signalbox(["check", ...typed, "--json"]);
    expect({ code, err }).toEqual({ code: 2, err: "" });
    expect(JSON.parse(out)).toEqual({
      ok: false,
      error: expect.stringMatching(/agnet|--all|not both|stray/),
    });
  }
});

test("with --json, what failed outside is told the same way, exit 3", async () => {
  // Port 9 (discard) of loopback: nobody listens there.
  const env = { GITHUB_TOKEN: "t", GITHUB_API_URL: "http://127.0.0.1:9" };
  const { code, out, err } = await signalbox(["status", "--repo", "mira/shop", "--json"], { env });
  expect({ code, err }).toEqual({ code: 3, err: "" });
  expect(JSON.parse(out)).toEqual({ ok: false, error: expect.stringMatching(/^signalbox status failed: /) });
});

test("what comes behind -- is no option", async () => {
  const { code, out, err } = await signalbox(["check", "--", "--json"]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("check does not know what to do with --json");
});
