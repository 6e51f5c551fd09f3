import { codeWords } from "./twilio.ts";

const CALL_WORDS: ReadonlyMap<string, string> = new Map([
  ["no-answer", "nobody took the call"],
  ["busy", "the line was busy"],
  ["failed", "the call could not be made"],
  ["canceled", "the call was cancelled"],
]);

const LOST_TEXT = new Set(["failed", "undelivered"]);

/** Why a call or a message did not reach anybody, from what Twilio tells of it; null while it may, or did. */
export function undeliveredWords(form: Readonly<Record<string, string>>): string | null {
  const { CallStatus: call = "", MessageStatus: message = "", ErrorCode: code = "" } = form;
  const words = CALL_WORDS.get(call);
  if (words !== undefined) return words;
  if (!LOST_TEXT.has(message)) return null;
  return /^\d+$/.test(code)
    ? `the message did not arrive: ${codeWords(Number(code))}`
    : "the message did not arrive";
}
