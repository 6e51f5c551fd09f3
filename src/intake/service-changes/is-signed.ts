import { createHmac, timingSafeEqual } from "node:crypto";

const PREFIX = "sha256=";

/** Whether somebody who knows one of the secrets signed exactly these bytes, as GitHub does. */
export function isSigned(
  secrets: readonly string[],
  signature: string | undefined,
  body: Uint8Array,
): boolean {
  if (signature?.startsWith(PREFIX) !== true) return false;
  const shown = Buffer.from(signature.slice(PREFIX.length), "hex");
  return secrets.some((secret) => {
    const right = createHmac("sha256", secret).update(body).digest();
    return shown.length === right.length && timingSafeEqual(shown, right);
  });
}
