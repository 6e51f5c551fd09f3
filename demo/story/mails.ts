import type { Mailbox, ReceivedMail } from "#demo/mailbox/mailbox.ts";
import type { Fact } from "#sandbox/live/story.ts";

const MOST_SHOWN = 3;

/** The newest mails; following one leads to where its reader acknowledges. */
export function mailFacts({ newest }: Mailbox): readonly Fact[] {
  const mails = newest(MOST_SHOWN);
  return mails.length === 0 ? [{ label: "Mails", value: "none yet" }] : mails.map(mailFact);
}

function mailFact({ to, subject, link, at }: ReceivedMail): Fact {
  const time = new Date(at).toISOString().slice(11, 19);
  return { label: `Mail to ${to}, ${time} UTC`, value: subject, href: link ?? undefined };
}
