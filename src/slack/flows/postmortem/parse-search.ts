/** What somebody wants to see of postmortems. */
export type Search =
  | { readonly kind: "search"; readonly words: string; readonly service: string | null }
  | { readonly kind: "overdue" };

const SERVICE = /(?<=^|\s)service:(?<service>\S+)/iu;

/** Reads `pool service:checkout`, `overdue`, or nothing, which asks for the newest. */
export function parseSearch(typed: string): Search {
  const text = typed.trim();
  if (/^overdue$/iu.test(text)) return { kind: "overdue" };
  const service = SERVICE.exec(text)?.groups?.["service"]?.toLowerCase() ?? null;
  const words = text.replace(SERVICE, " ").replaceAll(/\s+/gu, " ").trim();
  return { kind: "search", words, service };
}
