/** Scratch repositories for the tests of `signalbox check`, and what it says of them. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { signalbox } from "./terminal.ts";

export const narrow = `agents:
  a: { allow: ["src/**"], command: [node, a.mjs] }
`;
export const wide = narrow.replace("src/**", "**");

export interface Repository {
  readonly dir: string;
  write(path: string, text: string): void;
  git(...args: readonly string[]): string;
}

/** A repository with a first commit on `main`, and `work` checked out. */
export function repository(config: string, files: Readonly<Record<string, string>> = {}): Repository {
  const dir = mkdtempSync(join(tmpdir(), "check-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const env = {
    PATH: process.env["PATH"],
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "mira",
    GIT_AUTHOR_EMAIL: "mira@example.invalid",
    GIT_COMMITTER_NAME: "mira",
    GIT_COMMITTER_EMAIL: "mira@example.invalid",
  };
  const git = (...args: readonly string[]) =>
    execFileSync("git", [...args], {
      cwd: dir,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  git("init", "--quiet", "--initial-branch=main");
  const all = {
    ".github/signalbox.yml": config,
    ".github/workflows/ci.yml": "on: push\n",
    "src/x.js": "export const x = 1;\n",
    "docs/a.md": "# A page\n\nWith enough words in it to be followed through a rename.\n",
    ...files,
  };
  for (const [path, text] of Object.entries(all)) write(path, text);
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");
  git("checkout", "--quiet", "-b", "work");
  return { dir, write, git };
}

const Report = z.object({
  ok: z.boolean(),
  gates: z.array(
    z.object({
      gate: z.string(),
      status: z.enum(["pass", "wait", "fail", "skip"]),
      reason: z.string().optional(),
      note: z.string().optional(),
      reasons: z.array(
        z.object({
          path: z.string().nullable(),
          line: z.int().nullable(),
          rule: z.string(),
          message: z.string(),
          suggestion: z.string().nullable(),
        }),
      ),
    }),
  ),
});

const Refusal = z.object({ ok: z.literal(false), error: z.string() });

/** Exit code, and `gate rule path:line` of every reason; `error` where nothing was judged. */
export async function check({ dir }: Pick<Repository, "dir">, ...args: readonly string[]) {
  const { code, out, err } = await signalbox(["check", "--json", ...args], { cwd: dir });
  expect(err).toBe("");
  const refusal = Refusal.safeParse(JSON.parse(out));
  if (refusal.success) return { code, found: [], report: null, error: refusal.data.error };
  const report = Report.parse(JSON.parse(out));
  expect(report.ok).toBe(code === 0);
  const found = report.gates.flatMap(({ gate, reasons }) =>
    reasons.map(({ rule, path, line }) => `${gate} ${rule} ${path}${line === null ? "" : `:${line}`}`),
  );
  return { code, found, report, error: null };
}
