import type { AddressReading } from "#domain/way.ts";

const PROBLEM = "Start with + and the country, such as +49 30 123456.";

/** A number as people write it becomes the one form that Twilio takes and sends: + and digits. */
export function readPhoneNumber(typed: string): AddressReading {
  const digits = typed.replaceAll(/[\s()./-]/g, "").replace(/^00/, "+");
  if (!/^\+[1-9]\d{6,14}$/.test(digits)) return { ok: false, problem: PROBLEM };
  return { ok: true, address: digits };
}

export function maskPhoneNumber(number: string): string {
  return `${number.slice(0, 3)} … ${number.slice(-2)}`;
}
