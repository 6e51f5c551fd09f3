import { createHash, randomBytes } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Slack's ids: a letter or two for the kind, then capitals and digits. */
export function newId(prefix: string): string {
  return prefix + letters(randomBytes(10));
}

/** The same name gives the same id on every start, so that configuration can name it. */
export function stableId(prefix: string, name: string): string {
  return (
    prefix + letters(createHash("sha256").update(`${prefix}:${name}`).digest().subarray(0, 10))
  );
}

/** What Slack gives a block that came without a block_id. */
export function newBlockId(): string {
  return randomBytes(4).toString("base64url").slice(0, 5);
}

function letters(bytes: Uint8Array): string {
  return [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}
