import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeRpc } from "../../../../test-support/fake-node.js";
import { solRequestAirdrop } from "../src/tools/sol-request-airdrop.js";

test("half a SOL is five hundred million lamports", async () => {
  const rpc = fakeRpc({ requestAirdrop: "5sig" });
  const address = "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T";
  assert.deepEqual(await solRequestAirdrop.run({ address, sol: 0.5 }, { rpc }), {
    signature: "5sig",
    lamports: 500_000_000,
  });
});
