export type DraftPlace = {
  readonly user: string;
  readonly channel: string;
  readonly thread?: string | undefined;
};

/** What has been typed and not sent, for this window and until it is closed. */
export function draftAt(place: DraftPlace): string {
  return sessionStorage.getItem(keyOf(place)) ?? "";
}

export function keepDraft(place: DraftPlace, text: string): void {
  if (text === "") sessionStorage.removeItem(keyOf(place));
  else sessionStorage.setItem(keyOf(place), text);
}

function keyOf({ user, channel, thread = "" }: DraftPlace): string {
  return `sandbox draft ${user} ${channel} ${thread}`;
}
