/** What keeps a change from looking smaller than it is. */
import type { Control } from "../control.ts";

export const changesControls: readonly Control[] = [
  {
    row: "P8",
    protection: "every commit of a pull request is looked at, not only the sum",
    file: "src/github/history.ts",
    find: "for (const path of ours ?? []) touched.add(path);",
    replace: "",
    test: "test/contract/history.test.ts",
  },
  {
    row: "P8",
    protection: "a merge is blamed only for what none of its parents had",
    file: "src/github/history.ts",
    find: "ours = ours === null ? paths : ours.intersection(paths);",
    replace: "ours = ours === null ? paths : ours.union(paths);",
    test: "test/contract/history.test.ts",
  },
  {
    row: "P7",
    protection: "more commits than GitHub lists are unread",
    file: "src/github/history.ts",
    find: 'if (found.total_commits > COMMITS) return { mergeBase, commits: "unread" };',
    replace: "if (found.total_commits > COMMITS) return { mergeBase, commits };",
    test: "test/contract/history.test.ts",
  },
  {
    row: "P7",
    protection: "a text that is cut short is no text",
    file: "src/github/texts.ts",
    find: "found.text !== null && found.isBinary !== true && !found.isTruncated",
    replace: "found.text !== null && found.isBinary !== true",
    test: "test/contract/history.test.ts",
  },
  {
    row: "P7",
    protection: "texts that were not read do not count as read",
    file: "src/github/changes.ts",
    find: "textRead: texts !== null,",
    replace: "textRead: true,",
    test: "test/contract/history.test.ts",
  },
];
