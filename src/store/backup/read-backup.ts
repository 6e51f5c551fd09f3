import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { BackupRefused } from "./backup-refused.ts";
import { type Entry, FORMAT, type Header, readEntry, readHeader } from "./lines.ts";

const NEWLINE = 10;

/** What a backup's file says, checked while it is read: where it ends without a fault, all of it is as it was written. */
export async function* readBackup(file: string): AsyncGenerator<Header | Entry> {
  try {
    yield* entriesOf(linesOf(file));
  } catch (error) {
    if (error instanceof BackupRefused) throw error;
    throw new BackupRefused(`Cannot use ${file} as a backup: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/** Reads all of it once; what it returns can be restored. */
export async function checkBackup(file: string): Promise<Header> {
  let header: Header | null = null;
  for await (const entry of readBackup(file)) if (entry.kind === "muster-backup") header = entry;
  if (header === null) throw new BackupRefused(`${file} is empty; take another backup.`);
  return header;
}

async function* entriesOf(lines: AsyncIterable<Buffer>): AsyncGenerator<Header | Entry> {
  const hash = createHash("sha256");
  let isFirst = true;
  let isWhole = false;
  for await (const line of lines) {
    if (isWhole) throw new Error("something was added behind its end");
    const entry = isFirst ? knownHeader(line.toString()) : readEntry(line.toString());
    isFirst = false;
    if (entry.kind === "end") {
      if (entry.sha256 !== hash.digest("hex")) throw new Error("it was changed after it was taken");
      isWhole = true;
    } else hash.update(line).update("\n");
    yield entry;
  }
  if (!isWhole) throw new Error("its end is missing");
}

function knownHeader(line: string): Header {
  const header = readHeader(line);
  if (header.format === FORMAT) return header;
  throw new Error(`its format is ${header.format}, and this Muster reads ${FORMAT}`);
}

async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const chunks = pipeline(createReadStream(file), createGunzip(), () => {
    // Whoever reads the chunks gets the error.
  });
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let rest = Buffer.from(chunk);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield Buffer.concat([...begun, rest.subarray(0, end)]);
      begun = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) begun.push(rest);
  }
  if (begun.length > 0) throw new Error("its last line is cut");
}

/** What our own errors say reads well; of others the code says enough. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "ZodError" || error instanceof SyntaxError) return "it is none";
  if ("code" in error && error.code === "Z_DATA_ERROR") return "it is none, or was changed";
  if ("code" in error && error.code === "Z_BUF_ERROR") return "it was cut";
  return error.message;
}
