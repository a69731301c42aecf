import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeRest } from "../../../../test-support/fake-node.js";
import { junoQueryContract } from "../src/tools/juno-query-contract.js";

const contract = "juno1rgdjhupxts46lyfwncaz8v3kmq9205e7rgdjhupxts46lyfwncassj99wt";

test("the padding of base64 is escaped in the path", async () => {
  const rest = fakeRest({
    [`/cosmwasm/wasm/v1/contract/${contract}/smart/eyJ0b2tlbl9pbmZvIjp7fX0%3D`]: { data: { symbol: "RAW" } },
  });
  assert.deepEqual(await junoQueryContract.run({ contract, query: { token_info: {} } }, { rest }), { symbol: "RAW" });
});

test("a person's account is too short to be a contract", async () => {
  const account = "juno1tnfdlldfnt398h4pmrea00aermp4h893me0t9y";
  await assert.rejects(junoQueryContract.run({ contract: account, query: {} }, { rest: fakeRest({}) }));
});
