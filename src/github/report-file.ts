/**
 * One JSON file out of an artifact's archive. What agents' workflows upload is foreign: sizes are bounded before and while it is
 * unpacked, whatever the archive says of itself.
 */
import { fromBufferPromise, type ZipFile } from "yauzl";
import type { ReportProblem } from "../domain/metric-reading.ts";

export type ReportFile =
  | { readonly kind: "report"; readonly json: unknown }
  | { readonly kind: "absent" }
  /** No zip archive, a broken one, one with far too many files, or with two of this name. */
  | { readonly kind: "damaged" }
  | { readonly kind: "unreadable"; readonly problem: ReportProblem };

/** A coverage summary has some kilobytes. */
const REPORT_BYTES = 2 * 1_024 * 1_024;
/** A site of reports has hundreds. */
const ENTRIES = 10_000;

export async function readReportFile(archive: Uint8Array, file: string): Promise<ReportFile> {
  try {
    const zip = await fromBufferPromise(Buffer.from(archive));
    return await find(zip, file);
  } catch {
    return { kind: "damaged" };
  }
}

async function find(zip: ZipFile, file: string): Promise<ReportFile> {
  if (zip.entryCount > ENTRIES) return { kind: "damaged" };
  let found: Uint8Array | "too large" | null = null;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== file) continue;
    // Two files of one name: what is read would depend on who reads it.
    if (found !== null) return { kind: "damaged" };
    found = entry.uncompressedSize > REPORT_BYTES ? "too large" : await unpack(zip, entry);
  }
  if (found === null) return { kind: "absent" };
  return found === "too large" ? { kind: "unreadable", problem: "size" } : parse(found);
}

/** yauzl ends the stream with an error once there is more in it than the entry says. */
async function unpack(
  zip: ZipFile,
  entry: Parameters<ZipFile["openReadStreamPromise"]>[0],
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function parse(bytes: Uint8Array): ReportFile {
  try {
    return { kind: "report", json: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return { kind: "unreadable", problem: "JSON" };
  }
}
