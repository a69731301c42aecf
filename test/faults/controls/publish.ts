/** What keeps an agent's work off every branch until it was judged. */
import type { Control } from "../control.ts";

export const publishControls: readonly Control[] = [
  {
    row: "P3",
    protection: "a path that collides with another one on some file system is not published",
    file: "src/gates/protected.ts",
    find: "return verdictOf([...tricksIn(read), ...governance]);",
    replace: "return verdictOf([...tricksIn({ ...read, collisions: [] }), ...governance]);",
    test: "test/runs/publish-gates.test.ts",
  },
  {
    row: "P3",
    protection: "collisions of a patch are looked for in the whole tree",
    file: "src/runs/read-change.ts",
    find: "collisions: collisionsIn([...kept, ...deleted], tree),",
    replace: "collisions: collisionsIn([], [...added]),",
    test: "test/runs/publish-gates.test.ts",
  },
  {
    row: "P4",
    protection: "a disguised path is not published",
    file: "src/gates/protected.ts",
    find: "...change.files.filter(({ after }) => after !== null).flatMap(disguised),",
    replace: "",
    test: "test/runs/publish-gates.test.ts",
  },
  {
    row: "P6",
    protection: "what steers people, agents or CI is not published, whatever the boundary",
    file: "src/gates/at-publish.ts",
    find: '  { gate: "protected", judge: unpublishable },\n',
    replace: "",
    test: "test/runs/publish-gates.test.ts",
  },
  {
    row: "S6",
    protection: "a secret is not published",
    file: "src/gates/at-publish.ts",
    find: "  { gate: secrets.name, judge: judgeSecrets },\n",
    replace: "",
    test: "test/runs/publish-gates.test.ts",
  },
  {
    row: "S6",
    protection: "a secret in a file that is no text is not published",
    file: "src/runs/judge.ts",
    find: "strings: stringsOf(read.patch, read.change),",
    replace: "strings: [],",
    test: "test/runs/publish-gates.test.ts",
  },
  {
    row: "S6",
    protection: "a secret in a run's words stays out of commit, ledger and log",
    file: "src/runs/publish.ts",
    find: "const finish = cleanFinish(said);",
    replace: "const finish = said;",
    test: "test/runs/publish-gates.test.ts",
  },
  {
    row: "S6",
    protection: "a refusal names no path that is a secret",
    file: "src/runs/judge.ts",
    find: "path: path && withoutSecrets(path),",
    replace: "path,",
    test: "test/runs/publish-gates.test.ts",
  },
];
