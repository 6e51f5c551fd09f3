/** Whether a host's name leads to the machine that it is used on, so that nobody reads along. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
}
