/** The network's words for a connection that never came about. */
const NEVER_LEFT = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Whether a request that failed so was certainly not heard; of everything else nobody knows. */
export function neverLeft(code: string): boolean {
  return NEVER_LEFT.has(code);
}
