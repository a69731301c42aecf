/** A report out of a foreign archive: found, absent, damaged, too large, and made to hurt. */
// R23
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { readReportFile } from "../../src/github/report-file.ts";

const encode = (value: unknown) => strToU8(JSON.stringify(value));
const MEBIBYTE = 1_024 * 1_024;

test("the file of that very name is read, packed or not", async () => {
  const archive = zipSync({
    "a/coverage.json": encode(1),
    "coverage.json": [encode({ total: 91 }), { level: 0 }],
  });
  expect(await readReportFile(archive, "coverage.json")).toEqual({ kind: "report", json: { total: 91 } });
  expect(await readReportFile(archive, "a/coverage.json")).toEqual({ kind: "report", json: 1 });
  expect(await readReportFile(archive, "b/coverage.json")).toEqual({ kind: "absent" });
});

test.each([
  ["no archive", strToU8("<html>")],
  ["nothing", new Uint8Array()],
  ["half of an archive", zipSync({ "coverage.json": encode({ total: 91 }) }).subarray(0, 60)],
  [
    "an archive with a path that climbs out",
    zipSync({ "../coverage.json": encode(1), "coverage.json": encode(1) }),
  ],
])("G4: %s is damaged", async (_what, archive) => {
  expect(await readReportFile(archive, "coverage.json")).toEqual({ kind: "damaged" });
});

test.each([
  ["no JSON", strToU8("total: 91")],
  ["JSON cut off", strToU8('{"total": 9')],
  ["no UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
  ["empty", new Uint8Array()],
])("G4: a report that is %s is no report", async (_what, content) => {
  expect(await readReportFile(zipSync({ "coverage.json": content }), "coverage.json")).toEqual({
    kind: "unreadable",
    problem: "JSON",
  });
});

test("P10: a report that unpacks to more than 2 MiB is not unpacked", async () => {
  const archive = zipSync({ "coverage.json": new Uint8Array(64 * MEBIBYTE) });
  expect(archive.byteLength).toBeLessThan(MEBIBYTE);
  expect(await readReportFile(archive, "coverage.json")).toEqual({ kind: "unreadable", problem: "size" });
});

test("P10: an archive that lies about the size of what it holds is damaged, however much there is", async () => {
  const archive = zipSync({ "coverage.json": new Uint8Array(64 * MEBIBYTE) });
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const claim = (signature: number, offset: number) => {
    for (let at = 0; at + 4 <= archive.byteLength; at += 1)
      if (view.getUint32(at, true) === signature) view.setUint32(at + offset, 100, true);
  };
  claim(0x04034b50, 22);
  claim(0x02014b50, 24);
  expect(await readReportFile(archive, "coverage.json")).toEqual({ kind: "damaged" });
});

test("P10: an archive with far too many files is not looked through", async () => {
  const files = Array.from({ length: 10_001 }, (_, at) => [`f${at}`, new Uint8Array()] as const);
  const archive = zipSync(Object.fromEntries([...files, ["coverage.json", encode(1)]]), { level: 0 });
  expect(await readReportFile(archive, "coverage.json")).toEqual({ kind: "damaged" });
});

test("G4: two files of one name: nobody could say which is meant", async () => {
  const archive = zipSync({ "coverage.json": encode(1), "coverage.jsoN": encode(99) });
  const text = Buffer.from(archive);
  for (let at = text.indexOf("jsoN"); at !== -1; at = text.indexOf("jsoN", at)) text.write("json", at);
  expect(await readReportFile(text, "coverage.json")).toEqual({ kind: "damaged" });
});
