/** R23, G5: whose config judges, and what is said of one that is wrong, on the base or in the change. */
import { expect, test } from "vitest";
import { check, narrow, repository, wide } from "./check-repository.ts";
import { signalbox } from "./terminal.ts";

const FILE = ".github/signalbox.yml";

test("G5: a config that the change brings is looked through at its lines, and judges nothing", async () => {
  const repo = repository(narrow);
  repo.write(FILE, `${wide}agentz: {}\nlimits: { attempts: 0 }\n`);
  repo.write("docs/a.md", "# Mine\n");
  const { code, found } = await check(repo, "--agent", "a");
  expect(code).toBe(1);
  expect(found).toEqual(
    expect.arrayContaining([
      `config config ${FILE}:3`,
      `config config ${FILE}:4`,
      "boundaries allow docs/a.md",
    ]),
  );
});

test("a config that is valid after the change is said to pass; one that is not touched is not spoken of", async () => {
  const repo = repository(narrow);
  expect((await check(repo)).report?.gates.map(({ gate }) => gate)).not.toContain("config");
  repo.write(FILE, `${narrow}limits: { attempts: 5 }\n`);
  const config = (await check(repo)).report?.gates.find(({ gate }) => gate === "config");
  expect(config).toMatchObject({ status: "pass", reasons: [] });
});

test("hints of a config that the change brings are warnings", async () => {
  const repo = repository(narrow);
  repo.write(FILE, `${narrow}  b: { command: [node b.mjs] }\n`);
  const { out } = await signalbox(["check", "--agent", "a"], { cwd: repo.dir });
  expect(out).toContain(`${FILE}:3  [config] \`agents.b\` has no \`allow\`, so b may change nothing`);
  expect(out).toContain("write [node, b.mjs] (only a warning)");
  expect(out).toContain("  pass  config\n");
});

test("a broken config of the base is said to be the base's, exit 2; that the tree's own mends it is said too", async () => {
  const repo = repository("agentz: {}\n");
  const broken = await signalbox(["check"], { cwd: repo.dir });
  expect({ code: broken.code, out: broken.out }).toEqual({ code: 2, out: "" });
  expect(broken.err).toContain(`main: ${FILE}:1:1  unknown key \`agentz\``);
  expect(broken.err).toContain("nothing can be judged until it is mended there. Correct it");
  repo.write(FILE, narrow);
  expect((await signalbox(["check"], { cwd: repo.dir })).err).toContain(
    "The one in your working tree is valid",
  );
});

test("G5: the rules are those of the base as it is now, not of where the change left it", async () => {
  const repo = repository(wide);
  repo.git("checkout", "--quiet", "main");
  repo.write(FILE, narrow);
  repo.git("commit", "--quiet", "--all", "--message", "Narrow");
  repo.git("checkout", "--quiet", "work");
  repo.write("docs/a.md", "# Mine\n");
  expect((await check(repo, "--agent", "a")).found).toEqual(["boundaries allow docs/a.md"]);
});

test("a base without a config is judged by the one in the tree, which is then not said to be the base's", async () => {
  const repo = repository(narrow);
  repo.git("rm", "--quiet", FILE);
  repo.git("commit", "--quiet", "--message", "None");
  repo.git("branch", "--force", "main");
  const none = await check(repo);
  expect([none.code, none.error]).toEqual([
    2,
    expect.stringContaining(`There is no ${FILE}, neither on main nor in ${repo.dir}`),
  ]);
  repo.write(FILE, "agentz: {}\n");
  const { code, err } = await signalbox(["check"], { cwd: repo.dir });
  expect([code, err]).toEqual([2, expect.stringMatching(/^\.github\/signalbox\.yml:1:1 /)]);
});
