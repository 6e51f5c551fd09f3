const OPENED = ["http:", "https:", "mailto:", "tel:"];

/** An address that may be opened by pressing it; null for one that could run as a program. */
export function webAddress(address: unknown): string | null {
  if (typeof address !== "string" || !URL.canParse(address)) return null;
  const url = new URL(address);
  return OPENED.includes(url.protocol) ? url.href : null;
}
