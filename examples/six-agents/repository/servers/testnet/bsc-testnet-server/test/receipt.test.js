import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { tbscGetReceipt } from "../src/tools/tbsc-get-receipt.js";

const hash = `0x${"9".repeat(64)}`;
const receipt = (status) => ({ status, gasUsed: "0x5208", effectiveGasPrice: "0x12a05f200" });

describe("tbsc_get_receipt", () => {
  test("no receipt yet means pending", async () => {
    const rpc = fakeRpc({ eth_getTransactionReceipt: null });
    assert.deepEqual(await tbscGetReceipt.run({ hash }, { rpc }), { hash, state: "pending" });
  });
  test("a reverted transaction costs gas too", async () => {
    const rpc = fakeRpc({ eth_getTransactionReceipt: receipt("0x0") });
    assert.deepEqual(await tbscGetReceipt.run({ hash }, { rpc }), { hash, state: "reverted", wei: "105000000000000" });
  });
});
