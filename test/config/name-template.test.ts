// R24: templates of names.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fits, type NameTemplate, parseTemplate, propose } from "../../src/config/name-template.ts";
import { wordsOf } from "../../src/config/name-words.ts";

function template(source: string, parts: Readonly<Record<string, readonly string[]>> = {}): NameTemplate {
  const parsed = parseTemplate(source, parts);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.template;
}

const tools = template("{prefix}_{action}_{resource}", {
  prefix: ["eth", "sol", "bsc"],
  action: ["get", "transfer", "swap"],
});

test.each([
  ["solTransferToken", ["sol", "transfer", "token"]],
  ["SolTransferToken", ["sol", "transfer", "token"]],
  ["sol-transfer-token", ["sol", "transfer", "token"]],
  ["SOL_TRANSFER_TOKEN", ["sol", "transfer", "token"]],
  ["getHTTPServer", ["get", "http", "server"]],
  ["erc20Balance", ["erc20", "balance"]],
  ["a.b/c d", ["a", "b", "c", "d"]],
  ["__init__", ["init"]],
  ["größeÄndern", ["größe", "ändern"]],
  ["", []],
])("the words of %s", (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test.each(["sol_transfer_token", "eth_get_token_balance", "bsc_swap_v2", "eth_get_erc20_balance"])(
  "%s fits",
  (name) => {
    expect(fits(tools, name)).toBe(true);
  },
);

test.each([
  "solTransferToken",
  "sol_transfer",
  "sol_transfer_",
  "btc_get_balance",
  "sol_fetch_token",
  "sol_transfer_Token",
  "Sol_transfer_token",
  " sol_transfer_token",
  "sol_transfer_token\n",
  "sol__transfer_token",
  `sol_transfer_${"a".repeat(300)}`,
])("%j does not fit", (name) => {
  expect(fits(tools, name)).toBe(false);
});

test.each([
  ["camelCase", "solTransferToken", [], "sol_transfer_token"],
  ["PascalCase", "SolTransferToken", [], "sol_transfer_token"],
  ["kebab-case", "sol-transfer-token", [], "sol_transfer_token"],
  ["capitals", "SOL_TRANSFER_TOKEN", [], "sol_transfer_token"],
  [
    "a missing prefix that the path tells",
    "transferToken",
    ["servers", "solana", "server"],
    "sol_transfer_token",
  ],
  ["a missing prefix that nobody tells", "transferToken", [], "<prefix>_transfer_token"],
  ["parts in another order", "transferTokenSol", [], "sol_transfer_token"],
  ["a word for the action that is not listed", "solFetchToken", [], "sol_<action>_fetch_token"],
  ["nothing left for the resource", "solTransfer", [], "sol_transfer_<resource>"],
])("the right name for %s: %s", (_what, name, hints, proposed) => {
  expect(propose(tools, name, hints)).toBe(proposed);
});

test.each([
  ["{action}{Resource}", { action: ["get", "set"] }, "GetToken_balance", "getTokenBalance"],
  ["{Name}", {}, "token-balance", "TokenBalance"],
  ["{someName}", {}, "Token-Balance", "tokenBalance"],
  ["use-{name}", {}, "tokenBalance", "use-token-balance"],
  ["I{Name}", {}, "token", "IToken"],
])("%s: %j %s → %s", (source, parts, name, proposed) => {
  const shape = template(source, parts);
  expect(fits(shape, name)).toBe(false);
  expect(propose(shape, name, [])).toBe(proposed);
  expect(fits(shape, proposed)).toBe(true);
});

test("what is proposed without a gap fits, and is its own proposal", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
  const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join("_"));
  fc.assert(
    fc.property(name, fc.array(word, { maxLength: 3 }), (found, hints) => {
      const proposed = propose(tools, found, hints);
      if (proposed.includes("<")) return;
      expect(fits(tools, proposed)).toBe(true);
      expect(propose(tools, proposed, [])).toBe(proposed);
    }),
  );
});

describe("a template that cannot be used says why", () => {
  test.each([
    ["plain", {}, "must have a part in braces"],
    ["{a}_{a}", {}, "must name each part once"],
    ["{a}_{b c}", {}, "between braces"],
    ["{a}", { b: ["x"] }, "must contain the part `{b}`"],
    ["{a}{b}", {}, "must have a separator"],
  ])("%s", (source, parts, words) => {
    expect(parseTemplate(source, parts)).toMatchObject({
      ok: false,
      problem: expect.stringContaining(words),
    });
  });
});
