import { isUtf8 } from "node:buffer";

const MAX_DEPTH = 32;
const UTF_8 = new TextDecoder();
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

export type JsonBody =
  | { readonly kind: "json"; readonly value: unknown; readonly notes: readonly string[] }
  | { readonly kind: "unreadable"; readonly reason: string };

/** The JSON in a body, with a byte order mark dropped and broken UTF-8 replaced. */
export function parseJsonBody(body: Uint8Array): JsonBody {
  if (body.length === 0) return { kind: "unreadable", reason: "the body is empty" };
  if (isDeeperThan(body, MAX_DEPTH)) {
    return { kind: "unreadable", reason: `the body is nested over ${MAX_DEPTH} levels deep` };
  }
  const notes = isUtf8(body) ? [] : ["Bytes that are no UTF-8 were replaced."];
  try {
    return { kind: "json", value: JSON.parse(UTF_8.decode(body)), notes };
  } catch {
    return { kind: "unreadable", reason: "the body is not JSON" };
  }
}

/** Counts brackets outside of strings; whoever walks a value later may then recurse. */
function isDeeperThan(body: Uint8Array, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) {
      inString = true;
    } else {
      depth += step(byte);
      if (depth > limit) return true;
    }
  }
  return false;
}

function step(byte: number | undefined): number {
  if (byte === OPEN_LIST || byte === OPEN_OBJECT) return 1;
  return byte === CLOSE_LIST || byte === CLOSE_OBJECT ? -1 : 0;
}
