import { cut } from "#domain/text.ts";
import { cutMrkdwn, escapeText, plainLine } from "#slack/words/mrkdwn.ts";

const TOPIC_LENGTH = 250;
const NAME_LENGTH = 60;
const BEGINNING = "On call: ";
const BETWEEN = " | ";

type Duty = { readonly schedule: string; readonly person: string | null };

/** The topic with our part brought up to date; what people wrote beside it stays, and ours gives way to it. */
export function dutyTopic(shown: string, duties: readonly Duty[]): string {
  const names = duties.map(({ schedule, person }) => {
    const who = person === null ? "nobody" : plainLine(person, NAME_LENGTH);
    return `${who} (${plainLine(schedule, NAME_LENGTH)})`;
  });
  const ours = escapeText(`${BEGINNING}${names.join(", ").replaceAll("|", "/")}`);
  const parts = shown === "" ? [] : shown.split(BETWEEN);
  const known = parts.findIndex((part) => part.startsWith(BEGINNING));
  const all = known === -1 ? [...parts, ours] : parts.with(known, ours);
  const whole = all.join(BETWEEN);
  if (whole.length <= TOPIC_LENGTH) return whole;
  const theirs = parts.filter((_, index) => index !== known).join(BETWEEN);
  const room = TOPIC_LENGTH - theirs.length - BETWEEN.length;
  // With hardly any room left theirs stays alone: it is their channel.
  return room < BEGINNING.length + 10
    ? cut(theirs, TOPIC_LENGTH)
    : `${theirs}${BETWEEN}${cutMrkdwn(ours, room)}`;
}
