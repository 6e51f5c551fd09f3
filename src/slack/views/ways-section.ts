import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import type { Contacts, OwnWay } from "#engine/reachable.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, context, header, section } from "#slack/words/blocks.ts";
import { listWords } from "#slack/words/incident-words.ts";
import { outside, when } from "#slack/words/mrkdwn.ts";

const ONLY_SLACK =
  ":warning: *Slack is all there is to reach you by, and it wakes nobody who sleeps:* Do Not Disturb keeps it silent.";
const NO_WAYS =
  "This Muster has no other way than Slack. Whoever runs it finds in docs/ways.md how to add mail, phone calls, text messages and webhooks.";
const PRIVATE = "Only you see your addresses. They stand in Muster's database and nowhere else.";

/** Somebody's own ways to be reached, and the buttons to change and to try them. For themselves alone. */
export function waysSection({ ways, testedAt }: Contacts): types.KnownBlock[] {
  const used = ways.filter(({ address }) => address !== null);
  const lines = ["• Slack: a direct message, at once", ...used.map(wayLine)];
  return [
    header("Ways to be reached"),
    section(...lines, ...(used.length === 0 ? [ways.length === 0 ? NO_WAYS : ONLY_SLACK] : [])),
    ...waysButtons(ways.length > 0),
    context(testWords(testedAt), ...(ways.length === 0 ? [] : [PRIVATE])),
  ];
}

/** The same in a few words. */
export function waysSentence({ ways }: Contacts): string {
  const used = ways.filter(({ address }) => address !== null).map(({ form }) => form.by);
  return `You are reached by ${listWords(["Slack", ...used])}.`;
}

function waysButtons(canChange: boolean): types.ActionsBlock[] {
  return actions("ways", [
    ...(canChange ? [button(ACTIONS.ways, "Change", "ways")] : []),
    button(ACTIONS.testPage, "Send me a test page", "test"),
  ]);
}

/** For lists: "Phone call to +49 … 34, after 1 min". */
function wayLine({ form, address, minutes }: OwnWay): string {
  const masked = address === null ? "" : ` to ${outside(form.mask(address), 60)}`;
  return `• ${form.label}${masked}: ${minutesWords(minutes)}`;
}

function minutesWords({ high, low }: OwnWay["minutes"]): string {
  if (high === null && low === null) return "not used";
  const urgent = high === null ? "not when it is urgent" : afterWords(high);
  if (low === null) return urgent;
  return `${urgent}; ${low === 0 ? "at once" : afterWords(low)} when it can wait`;
}

/** How long after the page a way is used. */
export function afterWords(minutes: number): string {
  return minutes === 0 ? "at once" : `after ${minutes} min`;
}

function testWords(testedAt: DateTime | null): string {
  return testedAt === null
    ? "You have not confirmed a test page yet."
    : `Your last test page that you confirmed: ${when(testedAt)}.`;
}
