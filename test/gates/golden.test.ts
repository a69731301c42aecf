/** What each gate says, word for word; read as whoever gets it: what happened, why, what to do next. */
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import type { GateName, Reason } from "../../src/domain/verdict.ts";
import { gates } from "../../src/gates/index.ts";
import { gateExamples, judged } from "./examples.ts";

/** A line for each example, and one for each thing said of it. */
function said(gate: GateName): string {
  const examples = gateExamples[gate];
  return [examples.passes, ...examples.others]
    .flatMap((each) => {
      const { status, reasons, warnings } = judged(gate, examples, each);
      return [
        `${status}: ${each.when}`,
        ...reasons.map(line),
        ...warnings.map((found) => `${line(found)} (warning)`),
      ];
    })
    .join("\n");
}

function line({ path, line: at, rule, message, suggestion }: Reason): string {
  const place = path === null ? "" : ` ${path}${at === null ? "" : `:${at}`}`;
  return `  [${rule}]${place} ${message}${suggestion === null ? "" : ` → ${suggestion}`}`;
}

/** Only a drifting copy shows more: its diff, from the next line on. */
function wordsOf(message: string): string {
  return message.split("\n```diff\n")[0] ?? "";
}

test("every gate has examples, and no other", () => {
  expect(Object.keys(gateExamples)).toEqual(gates.map(({ name }) => name));
});

test("the summary of every gate is one clause", () => {
  for (const { summary } of gates) expect(summary).toMatch(/^[a-z].*[^.]$/s);
});

describe.each(gates)("$name", ({ name }) => {
  const examples = gateExamples[name];
  const found = (examples?.others ?? []).map((each) => ({ ...each, verdict: judged(name, examples, each) }));
  const reasons = found.flatMap(({ verdict }) => [...verdict.reasons, ...verdict.warnings]);

  test("passes what it should, without a word", () => {
    expect(judged(name, examples, examples.passes)).toEqual({ status: "pass", reasons: [], warnings: [] });
  });

  test("every other example shows one thing that the gate says, and none twice", () => {
    for (const { when, verdict } of found)
      expect([when, verdict.reasons.length + verdict.warnings.length]).toEqual([when, 1]);
    const texts = found.flatMap(({ verdict }) =>
      [...verdict.reasons, ...verdict.warnings].map(({ message }) => `${verdict.status}: ${message}`),
    );
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  });

  test("what is said names what it is about, ends as a sentence, and is short", () => {
    for (const { path, line: at, message: all } of reasons) {
      const message = wordsOf(all);
      if (path !== null && at === null) expect(message, "the path, or the name in it").toContain("`");
      expect(message).toMatch(/\.$/);
      expect(message.length, message).toBeLessThanOrEqual(300);
      expect(message).not.toMatch(/\n| {2}/);
    }
  });

  test("what stops a change says what to do next; every command that it names exists", () => {
    for (const { verdict } of found)
      for (const { message: all } of verdict.reasons) {
        const message = wordsOf(all);
        expect(message.match(/[.:!?](?= |$)/g)?.length, message).toBeGreaterThanOrEqual(2);
        for (const [, command = ""] of message.matchAll(/`\/([a-z]+) /g)) expect(typed).toContain(command);
      }
  });
});

const typed = commands.map(({ name }) => name);

test("boundaries", () => {
  expect(said("boundaries")).toMatchInlineSnapshot(`
    "pass: every path is inside the scope and the boundary
    fail: a path outside of the task's scope
      [scope] servers/solana/a.ts \`servers/solana/a.ts\` is outside ethereum's reach in this task (\`servers/ethereum-*/**\`). Put it back as it was. If the task needs it, a person can type \`/scope +servers/solana/a.ts because …\`.
    fail: a path outside of the agent's boundary
      [allow] package.json \`package.json\` is outside ethereum's reach (\`servers/**\`). Put it back as it was.
    fail: a path that another open task holds
      [allow] docs/solana.md \`docs/solana.md\` is outside ethereum's reach (\`servers/**\`); #14 holds it. Drop it.
    fail: a path that is forbidden to the agent
      [forbid] servers/ethereum-mainnet/key.pem \`servers/ethereum-mainnet/key.pem\` is forbidden to ethereum (\`**/*.pem\`). Drop it.
    fail: a path that no file system takes for what it says
      [path] servers/ethereum-mainnet/../solana/a.ts \`servers/ethereum-mainnet/../solana/a.ts\` is no path that may be written: it has a segment \`..\`. Drop it.
    fail: a shared path that the task's scope does not name
      [shared] package.json \`package.json\` is shared (\`shared\`: \`package.json\`, policy serialize), for tasks that name it under Scope in their issue. Put it back as it was.
    fail: a symlink
      [symlink] servers/ethereum-mainnet/link \`servers/ethereum-mainnet/link\` is a symlink, which could lead out of the boundary. Put a plain file there.
    fail: a submodule
      [submodule] servers/ethereum-mainnet/lib \`servers/ethereum-mainnet/lib\` is a submodule, whose content nobody judged. Put plain files there.
    fail: a change that could not be read in full
      [unreadable] GitHub did not show the whole change (more files than it lists), so it could not be judged. Split it into smaller pull requests."
  `);
});

test("protected", () => {
  expect(said("protected")).toMatchInlineSnapshot(`
    "pass: nothing that steers others is touched
    wait: a workflow, agent instructions, a hook or an owner is changed
      [governance] .github/workflows/ci.yml \`.github/workflows/ci.yml\` steers people, agents or CI: an agent's change of it needs a person. Take it out, or have a person with write access approve this very commit.
    wait: a manifest or a lock file is changed
      [dependencies] package.json \`package.json\` decides what is installed: an agent's change of it needs a person. Take it out, or have a person with write access approve this very commit.
    pass: the same, approved for this commit by a person with write access
      [dependencies] package.json \`package.json\` needs a person's word, and has it: approved for this very commit by \`noor\`. (warning)
    fail: a package from somewhere else than a registry
      [source] package-lock.json:1 a package comes from \`http://packages.example/a.tgz\`, which is no registry over TLS, so what is installed may be swapped on its way. Install it from a registry that answers over https.
    fail: a path that looks like another one
      [look-alike] ѕrc/a.ts \`ѕrc/a.ts\` has the segment \`ѕrc\`, where a word mixes Latin letters with others that look alike (U+0455), so it passes for a path that it is not. Write it in letters of one script.
    fail: a path whose double stands beside it, in letters of another script throughout
      [look-alike] src/api/сор/a.ts \`src/api/сор/a.ts\` looks the same as \`src/api/cop\`, but is written in other letters: \`сор\` is U+0441 U+043E U+0440, \`cop\` is U+0063 U+006F U+0070. Use the path that is there, or a name that nobody takes for it.
    fail: two paths that differ in case only
      [collision] SRC/a.ts \`SRC/a.ts\` and \`src/a.ts\` are one and the same on a file system that ignores case. Keep one of the two spellings.
    wait: a workflow that was changed and put back
      [history] .github/workflows/ci.yml \`.github/workflows/ci.yml\` was changed in one commit and put back in another: CI may have run it in between. Squash the commits, or have a person with write access approve this very commit.
    wait: more commits than could be read
      [history] not every commit could be read (GitHub lists 250), so what was changed and put back in between is not known. Squash the commits, or have a person with write access approve this very commit."
  `);
});

test("secrets", () => {
  expect(said("secrets")).toMatchInlineSnapshot(`
    "pass: no added line holds a credential
    fail: a token in an added line
      [github-token] src/a.ts:2 this line holds what looks like a GitHub token. Take it out, read it from the environment instead, and revoke it if it was real: what was pushed is known.
    fail: a token in the name of a new file
      [github-token] a path holds what looks like a GitHub token. Give the file another name, and revoke it if it was real: what was pushed is known.
    fail: a change that is too large for its text to be read
      [unreadable] the change is too large for its text to be read, so it could not be judged. Split it into smaller pull requests."
  `);
});

test("size", () => {
  expect(said("size")).toMatchInlineSnapshot(`
    "pass: a small change
    fail: too many paths
      [files] the change touches 3 paths, and \`gates.size.files\` allows 2. Split the task.
    fail: too many added lines
      [lines] the change adds 6 lines, and \`gates.size.lines\` allows 5. Split the task.
    wait: a file that is no text
      [binary] docs/logo.png \`docs/logo.png\` is binary, kept in Git LFS, or too large to be read, so no gate has seen inside. Take it out, or have a person with write access look at it and approve this very commit.
    pass: the same, approved for this commit by a person with write access
      [binary] docs/logo.png \`docs/logo.png\` is binary, kept in Git LFS, or too large to be read, so no gate has seen inside. It was approved by \`noor\`. (warning)"
  `);
});

test("tests", () => {
  expect(said("tests")).toMatchInlineSnapshot(`
    "pass: a test is added
    fail: a test is deleted
      [deleted-test] test/a.test.ts \`test/a.test.ts\` is a test, and is deleted: what it showed is shown no more. Bring it back, or move it under the same file name.
    fail: a test is switched off
      [skipped-test] test/a.test.ts:1 \`test.skip\` switches a test off, or all others. Let it run, and mend what it shows.
    fail: an assertion is lost
      [assertions] test/a.test.ts \`test/a.test.ts\` has 1 assertion fewer than before. Assert again what it asserted, in the same file.
    fail: a lint rule or a type check is switched off
      [lint] src/a.ts:1 \`@ts-ignore\` switches a check of the code off. Take it out, and mend what the check says.
    fail: a threshold is lowered
      [threshold] vitest.config.ts:1 \`lines\`, which had to reach 90, is lowered to 80. Keep it, and test what is new.
    fail: a threshold is taken out
      [threshold] vitest.config.ts \`lines\`, which had to reach 90, is taken out. Keep it, and test what is new."
  `);
});

test("naming", () => {
  expect(said("naming")).toMatchInlineSnapshot(`
    "pass: names as the standard wants them
    fail: a name of another form
      [mcp-tools] servers/sol.ts:1 this line has the name \`solTransferToken\`, but the rule \`mcp-tools\` of \`naming\` wants \`{prefix}_{action}_{resource}\`. Write \`sol_transfer_token\`. → sol_transfer_token
    fail: a name of which a part is missing
      [mcp-tools] servers/eth.ts:1 this line has the name \`balance\`, but the rule \`mcp-tools\` of \`naming\` wants \`{prefix}_{action}_{resource}\`. Write \`eth_<action>_balance\`, where \`<action>\` is one of \`get\`, \`transfer\`, \`swap\`.
    fail: a path
      [file-names] servers/get-balance.ts the path has the name \`get-balance\`, but the rule \`file-names\` of \`naming\` wants \`{fileName}\`. Write \`getBalance\`. → getBalance
    fail: a commit's subject
      [commit-verbs] a commit has the name \`added\`, but the rule \`commit-verbs\` of \`naming\` wants \`{Verb}\`. Write \`Added\`. → Added
    fail: the pull request's title
      [title-verbs] the title has the name \`adds\`, but the rule \`title-verbs\` of \`naming\` wants \`{Verb}\`. Write \`Adds\`. → Adds
    fail: the branch
      [branch-areas] the branch has the name \`fix\`, but the rule \`branch-areas\` of \`naming\` wants \`{area}\`. Write \`<area>\`, where \`<area>\` is one of \`server\`, \`docs\`.
    fail: more commits than could be read
      [commit-verbs] not every commit could be read (GitHub lists 250), so their names could not be judged. Squash them, or split the pull request."
  `);
});

test("content", () => {
  expect(said("content")).toMatchInlineSnapshot(`
    "pass: nothing forbidden in an added line
    fail: a forbidden text, where the rule says what to do instead
      [no-console] src/a.ts:1 \`console.log(\` is forbidden by the rule \`no-console\` of \`content\`. Use the logger of src/log.ts.
    fail: a forbidden text, where the rule says nothing more
      [no-fixme] docs/a.md:1 \`FIXME\` is forbidden by the rule \`no-fixme\` of \`content\`. Take it out."
  `);
});

test("duplicates", () => {
  expect(said("duplicates")).toMatchInlineSnapshot(`
    "pass: no other open pull request adds a file of the same name
    fail: a file of the same name and another content, in one that should land first
      [same-name] src/money.ts \`src/money.ts\` is new here, and #14 (solana) adds \`lib/money.ts\` with another content; #14 should land first. Delete yours and use theirs (end as blocked while it is not there), or rename yours. A maintainer can let the name through: \`**/money.ts\` in \`gates.duplicates.except\`.
    pass: the same, in one that should land after it
      [same-name] src/money.ts \`src/money.ts\` is new here, and #14 (solana) adds \`lib/money.ts\` with another content. This one should land first, so #14 is sent back to use it or to take another name. (warning)
    pass: nearly the same content
      [near-equal] src/money.ts \`src/money.ts\` is nearly the same as \`lib/money.ts\`, which #14 (solana) adds. One of them is enough: agree on a place, and let the other use it. (warning)
    pass: the same content at another path
      [equal] src/money.ts \`src/money.ts\` is the same, byte for byte, as \`lib/money.ts\`, which #14 (solana) adds. Once both have landed nothing keeps them equal: one of them is enough, or name one in \`canonical\`. (warning)
    wait: others that could not be read
      [unreadable] the other open agent pull requests could not all be read, so nobody knows whether one of them adds a file of the same name. It is looked at again with the next event; nothing has to be done.
    wait: another one whose files could not be read
      [unreadable] the files of #14 could not be read, so nobody knows whether it adds one of the same name. It is looked at again with the next event; nothing has to be done.
    fail: a copy that differs from its source
      [canonical] servers/eth/src/logger.ts \`servers/eth/src/logger.ts\` must be equal to \`docs/canonical/logger.ts\` byte for byte (\`canonical\`), and is not. Copy the source over it; what should be different belongs into the source.
    \`\`\`diff
    @@ -1,1 +1,1 @@
    -one
    +two
    \`\`\`
    fail: a copy whose source is gone
      [canonical] servers/eth/src/logger.ts \`servers/eth/src/logger.ts\` is a copy of \`docs/canonical/logger.ts\` (\`canonical\`), which is not there. Put the source back, or have a maintainer take its rule out of the config first.
    fail: a helper of the canonical one's name elsewhere
      [canonical] servers/eth/logger.ts \`servers/eth/logger.ts\` has the name of \`docs/canonical/logger.ts\`, which is the canonical one, and another content. Use that one: import it, or copy it to where \`canonical\` wants its copies. A file of another purpose needs another name.
    pass: a copy where no rule keeps it equal
      [canonical] servers/eth/logger.ts \`servers/eth/logger.ts\` is a copy of \`docs/canonical/logger.ts\` where \`canonical\` keeps none equal. Add its path to \`to\` of that rule, or import the source. (warning)"
  `);
});

test("conflicts", () => {
  expect(said("conflicts")).toMatchInlineSnapshot(`
    "pass: it merges cleanly with everything
    wait: it collides with one that should land first
      [hot] docs/x.md merging both collides at \`docs/x.md\`: it waits for #14 (solana) to land first, because #14 was queued earlier. After that it gets an attempt of its own that starts from \`main\` merged in.
    pass: it collides with one that should land after it
      [hot] docs/x.md merging both collides at \`docs/x.md\`: this one should land first, because its task was queued before #14. #14 (solana) waits for it. (warning)
    pass: the same file, which merges cleanly
      [soft] docs/x.md #14 (solana) changes \`docs/x.md\` too; as they are now, both merge cleanly, in either order. (warning)
    wait: a merge that could not be tried
      [unknown] #14 (solana) may change the same files, and the merge of both could not be tried: it waits until that was possible. It is tried again with the next event; nothing has to be done.
    wait: others that could not be read
      [unreadable] the other open agent pull requests could not all be read, so nobody knows whether one of them collides with this. It is looked at again with the next event; nothing has to be done.
    wait: another one whose files could not be read
      [unreadable] the files of #14 (solana) could not be read, so nobody knows whether both collide. It is looked at again with the next event; nothing has to be done.
    fail: it collides with the default branch as it is now
      [base] docs/x.md \`main\` has moved since, and merging with it collides at \`docs/x.md\`. The next attempt starts with \`main\` merged in: put right what collides, keep what both sides wanted, and leave no conflict markers.
    wait: the merge with the default branch could not be tried
      [unknown] the merge with \`main\` as it is now could not be tried: it waits until that was possible. It is tried again with the next event; nothing has to be done.
    fail: a conflict marker was left behind
      [marker] docs/x.md:1 a conflict marker was left here: put the place right and take the lines \`<<<<<<<\`, \`=======\` and \`>>>>>>>\` out."
  `);
});
