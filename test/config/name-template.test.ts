// R24: templates of names.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propose } from "../../src/config/name-proposal.ts";
import { fits, type NameTemplate, parseTemplate } from "../../src/config/name-template.ts";
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
  ["a word for the action that is not listed", "solFetchToken", [], "sol_<action>_token"],
  ["the same in the right form", "eth_fetch_balance", [], "eth_<action>_balance"],
  ["the same where the path tells the prefix", "fetchBalance", ["solana"], "sol_<action>_balance"],
  ["two wrong parts", "btc_fetch_balance", [], "<prefix>_<action>_balance"],
  ["two wrong parts where the path tells one", "btc_fetch_balance", ["eth"], "eth_<action>_balance"],
  ["a wrong prefix alone", "btc_get_token_balance", [], "<prefix>_get_token_balance"],
  ["a wrong prefix where the path tells the right one", "btcGetBalance", ["eth"], "eth_get_balance"],
  ["a longer word for the prefix", "solanaTransferToken", [], "sol_transfer_token"],
  ["a missing prefix before a long resource", "getTokenBalance", [], "<prefix>_get_token_balance"],
  ["too few words to know which part is wrong", "fetchBalance", [], "<prefix>_<action>_fetch_balance"],
  ["an acronym", "solHTTPGet", [], "sol_get_http"],
  ["an acronym before a word", "ethGetURLList", [], "eth_get_url_list"],
  ["digits", "ethGetERC20Balance", [], "eth_get_erc20_balance"],
  ["leading underscores", "__eth_get_balance", [], "eth_get_balance"],
  ["accents", "eth_get_größé", [], "eth_get_<resource>"],
  ["accents that fall away", "eth_get_café", [], "eth_get_cafe"],
  ["another script", "eth_get_баланс", [], "eth_get_<resource>"],
  ["no word at all", "___", [], "<prefix>_<action>_<resource>"],
  ["more than anybody types", `eth_get_${"a".repeat(300)}`, [], "eth_get_<resource>"],
  ["nothing left for the resource", "solTransfer", [], "sol_transfer_<resource>"],
])("the right name for %s: %s", (_what, name, hints, proposed) => {
  expect(propose(tools, name, hints).text).toBe(proposed);
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
  expect(propose(shape, name, [])).toEqual({ text: proposed, gaps: [] });
  expect(fits(shape, proposed)).toBe(true);
});

test("each gap says what it may be", () => {
  expect(propose(tools, "eth_fetch_balance", []).gaps).toEqual([
    { part: "action", listed: ["get", "transfer", "swap"] },
  ]);
  expect(propose(tools, "solTransfer", []).gaps).toEqual([{ part: "resource", listed: [] }]);
});

test.each([
  ["{resource}_{action}", "balance_fetch", "balance_<action>"],
  ["{resource}_{action}", "token_balance_fetch", "token_balance_<action>"],
  ["{Name}", "2fa", "<name>"],
])("%s: %s → %s", (source, name, proposed) => {
  const parts = source.includes("{action}") ? { action: ["get", "set"] } : {};
  expect(propose(template(source, parts), name, []).text).toBe(proposed);
});

test("what is proposed without a gap fits, and is its own proposal", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
  const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join("_"));
  fc.assert(
    fc.property(name, fc.array(word, { maxLength: 3 }), (found, hints) => {
      const proposed = propose(tools, found, hints);
      expect(proposed.text.includes("<")).toBe(proposed.gaps.length > 0);
      if (proposed.gaps.length > 0) return;
      expect(fits(tools, proposed.text)).toBe(true);
      expect(propose(tools, proposed.text, [])).toEqual(proposed);
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
