/**
 * `node scripts/study.ts <git directory> [--commits 200] [--name owner/name] [--json]`: what the gates would have said of the newest
 * merged changes of somebody else's repository, each judged by boundaries proposed from the folders that it found. Nothing is written.
 */
import { parseArgs } from "node:util";
import { judgeCommit } from "./study/judge-commit.ts";
import { readCommit, readRecent } from "./study/read-commit.ts";
import { studyTable } from "./study/table.ts";

const { values, positionals } = parseArgs({
  options: {
    commits: { type: "string", default: "200" },
    name: { type: "string" },
    json: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const [repository] = positionals;
const count = Number(values.commits);
if (repository === undefined || !Number.isInteger(count) || count < 1) {
  process.stderr.write(
    "node scripts/study.ts <git directory> [--commits 200] [--name owner/name] [--json]\n",
  );
  process.exit(2);
}

const judged = [];
for (const sha of await readRecent(repository, count))
  judged.push(judgeCommit(await readCommit(repository, sha)));
const name = values.name ?? "the repository";
process.stdout.write(
  values.json ? `${JSON.stringify({ name, commits: judged }, null, 2)}\n` : studyTable(name, judged),
);
