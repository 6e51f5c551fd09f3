import type { types } from "@slack/bolt";
import type { Conflict } from "#domain/change/change-conflicts.ts";
import type { ShiftChange } from "#domain/schedule/shift-changes.ts";
import type { Span } from "#domain/schedule/span.ts";
import { ACTIONS, VIEWS } from "#slack/words/action-ids.ts";
import { actions, button, context, plain, section } from "#slack/words/blocks.ts";
import { momentOf } from "#slack/words/change-words.ts";
import { listWords, type NameOf } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { titleOf } from "./wish-form.ts";
import type { Draft } from "./wish.ts";

/** What is shown before anything is saved. */
export type CheckedFacts = {
  readonly draft: Draft;
  readonly zone: string;
  readonly now: number;
  readonly nameOf: NameOf;
  readonly scheduleName: (schedule: string) => string;
  readonly moves: readonly ShiftChange[];
  readonly conflicts: readonly Conflict[];
};

const NAME_LENGTH = 80;

/** The wish as it was understood: save it, change it, or leave it. */
export function renderChecked(facts: CheckedFacts): types.ModalView {
  const { draft } = facts;
  const isAsking = draft.kind === "swap" || draft.kind === "cover";
  const notes = facts.conflicts.map((conflict) => conflictWords(conflict, facts));
  return {
    type: "modal",
    callback_id: VIEWS.wishChecked,
    private_metadata: JSON.stringify(draft),
    title: titleOf(draft.kind),
    submit: plain(isAsking ? "Ask" : "Save", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(...echoLines(facts)),
      ...(draft.note === "" ? [] : [section(`> ${outside(draft.note, 300)}`)]),
      ...(notes.length === 0 ? [] : [context(...notes)]),
      ...actions("checked", [button(ACTIONS.editWish, "Change", "")]),
    ],
  };
}

function echoLines(facts: CheckedFacts): readonly string[] {
  const { draft, moves } = facts;
  const who = nameIn(draft.person, facts);
  const title = `*${outside(facts.scheduleName(draft.schedule), NAME_LENGTH)}*`;
  switch (draft.kind) {
    case "override":
    case "take": {
      const losers = moves.flatMap(({ before }) => before ?? []).map((one) => nameIn(one, facts));
      const place = losers.length === 0 ? "" : ` In place of ${listWords([...new Set(losers)])}.`;
      return [`*${who}* takes ${title} ${zonedSpan(draft, facts)}.${place}`];
    }
    case "cover":
      return [
        `Who takes ${who}'s shift of ${title} ${zonedSpan(draft, facts)}?`,
        `The team's channel is asked. Until somebody takes it, ${who} has the shift.`,
      ];
    case "swap":
      return swapLines(facts, { who, title });
  }
}

function swapLines(
  facts: CheckedFacts,
  { who, title }: { readonly who: string; readonly title: string },
): readonly string[] {
  const { draft } = facts;
  if (draft.swap === null) return [];
  const other = nameIn(draft.swap.asked, facts);
  return [
    `*${other}* takes ${title} ${zonedSpan(draft, facts)}.`,
    `*${who}* takes ${title} ${zonedSpan(draft.swap.want, facts)}.`,
    `${other} is asked, and nothing changes before ${other} accepts.`,
  ];
}

/** In the zone in which it was typed, and in UTC for those who compare. */
function zonedSpan(
  { start, end }: Span,
  { zone, now }: Pick<CheckedFacts, "zone" | "now">,
): string {
  const local = [start, end].map((at) => momentOf(at).setZone(zone).setLocale("en"));
  const [from = "", to = ""] = local.map((at) => {
    const isThisYear = at.hasSame(momentOf(now).setZone(zone), "year");
    return at.toFormat(isThisYear ? "ccc d LLL HH:mm" : "ccc d LLL yyyy HH:mm");
  });
  const utc = local.map((at) => at.toUTC());
  const isOneDay = utc[0]?.hasSame(utc[1] ?? momentOf(now), "day") === true;
  const [utcFrom = "", utcTo = ""] = utc.map((at) =>
    at.toFormat(isOneDay ? "HH:mm" : "d LLL HH:mm"),
  );
  const begin = start <= now ? "from now" : `from ${from}`;
  return `${begin} to ${to} (${zone}), ${utcFrom} to ${utcTo} UTC`;
}

function conflictWords(
  conflict: Conflict,
  facts: Pick<CheckedFacts, "draft" | "nameOf" | "scheduleName">,
): string {
  const name = outside(facts.nameOf(facts.draft.person), NAME_LENGTH);
  switch (conflict.kind) {
    case "nothing-changes":
      return `${name} is on call then anyway, so nobody's shift changes.`;
    case "elsewhere":
      return `${name} also has ${outside(facts.scheduleName(conflict.schedule), NAME_LENGTH)} from ${IN_BLOCK.moment(momentOf(conflict.start))} until ${IN_BLOCK.moment(momentOf(conflict.end))}.`;
    case "overlaps":
      return `There is a change already that puts ${outside(facts.nameOf(conflict.person), NAME_LENGTH)} on call from ${IN_BLOCK.moment(momentOf(conflict.start))} until ${IN_BLOCK.moment(momentOf(conflict.end))}; the later one wins.`;
  }
}

function nameIn(person: string, { nameOf }: CheckedFacts): string {
  return outside(nameOf(person), NAME_LENGTH);
}
