import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { amoyGetAccount } from "../src/tools/amoy-get-account.js";

test("the nonce counts what is still pending", async () => {
  const address = `0x${"80002".padStart(40, "0")}`;
  const rpc = fakeRpc({ eth_getBalance: "0x5", eth_getTransactionCount: "0x1f" });
  assert.deepEqual(await amoyGetAccount.run({ address }, { rpc }), { address, wei: "5", nonce: 31 });
  assert.ok(rpc.calls.every((call) => call.at(-1) === "pending"));
});
