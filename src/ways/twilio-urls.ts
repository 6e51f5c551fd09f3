/** Where Twilio tells what became of an attempt; null while it cannot reach us. */
export function statusUrl(publicUrl: string | undefined, token: string): string | null {
  return hook(publicUrl, "status", { token });
}

/** Where the key goes that somebody presses during a call; null while Twilio cannot reach us. */
export function keyUrl(publicUrl: string | undefined, token: string): string | null {
  return hook(publicUrl, "voice", { token });
}

function hook(
  publicUrl: string | undefined,
  name: string,
  query: Readonly<Record<string, string>>,
): string | null {
  if (publicUrl === undefined) return null;
  return `${publicUrl}/hooks/twilio/${name}?${new URLSearchParams(query)}`;
}
