/** The address if a click may follow it, null for javascript: and whatever else is not the web or mail. */
export function safeLink(address: string): string | null {
  return /^(?:https?:\/\/[^\s/]|mailto:[^\s])/i.test(address) ? address : null;
}
