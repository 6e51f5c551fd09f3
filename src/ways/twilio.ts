import type { Twilio } from "twilio";
import { z } from "zod";
import { neverLeft } from "./never-left.ts";
import type { WayResult, WaySetting } from "./way.ts";

/** What calls and text messages need; null while any of it is missing. */
export type TwilioAccess = {
  readonly accountSid: string;
  readonly token: string;
  /** Those with which Twilio may still sign, while one replaces the other. */
  readonly otherTokens: readonly string[];
  readonly from: string;
  readonly apiUrl: string | undefined;
  readonly publicUrl: string | undefined;
};

/** What Twilio's library throws when the API refuses, and what the network throws. */
const Refusal = z.object({ status: z.number(), code: z.number().nullish() });
const NetworkError = z.object({ code: z.string() });

const TIMEOUT_MS = 20_000;

/** Twilio's own codes in our words; its own sentences repeat the number. */
const REASONS: ReadonlyMap<number, string> = new Map([
  [20003, "the Account SID or the Auth Token is wrong"],
  [13224, "the number cannot be called"],
  [21211, "the number is not valid"],
  [21214, "the number cannot be called"],
  [21215, "the account may not call that country"],
  [21217, "the number is not valid"],
  [21219, "a trial account reaches only numbers that it has verified"],
  [21408, "the account may not write to that country"],
  [21608, "a trial account reaches only numbers that it has verified"],
  [21606, "ways.twilio.from cannot send text messages"],
  [21610, "the person has replied STOP to this number"],
  [21612, "no text message gets from here to that number"],
  [21614, "the number cannot receive text messages"],
  [30003, "the phone is off or out of reach"],
  [30004, "the message was blocked"],
  [30005, "the number is not known"],
  [30006, "the number is a land line or out of reach"],
  [30007, "the carrier took it for spam"],
  [30008, "the carrier does not say why"],
]);

export function twilioAccess({ configuration, secret }: WaySetting): TwilioAccess | null {
  const { ways, publicUrl } = configuration;
  if (ways.twilio === undefined) return null;
  const { accountSid, from, apiUrl } = ways.twilio;
  const [token, ...otherTokens] = ways.twilio.tokens.flatMap((name) => secret(name) ?? []);
  if (token === undefined) return null;
  return { accountSid, token, otherTokens, from, apiUrl, publicUrl };
}

/** A client that retries nothing and keeps nothing open; the library is loaded when it is first needed. */
export async function openTwilio({ accountSid, token, apiUrl }: TwilioAccess): Promise<Twilio> {
  const { default: twilio } = await import("twilio");
  const client = twilio(accountSid, token, { timeout: TIMEOUT_MS, keepAlive: false });
  if (apiUrl !== undefined) client.api.baseUrl = apiUrl;
  return client;
}

/** Whether Twilio sent it, to exactly this address, with exactly these fields. */
export async function isTwilios(
  setting: WaySetting,
  signature: string,
  { target, form }: { readonly target: string; readonly form: Readonly<Record<string, string>> },
): Promise<boolean> {
  const access = twilioAccess(setting);
  if (access?.publicUrl === undefined || signature === "") return false;
  const address = access.publicUrl + target;
  const { default: twilio } = await import("twilio");
  return [access.token, ...access.otherTokens].some((token) => {
    return twilio.validateRequest(token, signature, address, form);
  });
}

/** What failed, and whether the same again may help. What was thrown holds the number and the token: it goes nowhere. */
export function twilioFailure(error: unknown): WayResult {
  const refusal = Refusal.safeParse(error);
  if (!refusal.success) {
    const code = NetworkError.safeParse(error).data?.code ?? "the request failed";
    const reason = `Twilio cannot be reached (${code})`;
    return { kind: "failed", reason, again: true, unclear: !neverLeft(code) };
  }
  const { status, code } = refusal.data;
  const again = status === 429 || status >= 500;
  return { kind: "failed", reason: refusalWords(status, code ?? null), again };
}

function refusalWords(status: number, code: number | null): string {
  if (code === null) return `Twilio answered ${status}`;
  return `Twilio refused it: ${codeWords(code)}`;
}

/** Twilio's error code in words. */
export function codeWords(code: number): string {
  const words = REASONS.get(code);
  return words === undefined ? `error ${code}` : `${words} (${code})`;
}
