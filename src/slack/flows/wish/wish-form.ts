import type { types } from "@slack/bolt";
import { REASON_LENGTH } from "#domain/change/schedule-change.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { option, plain, section, type Message } from "#slack/words/blocks.ts";
import { plainLine } from "#slack/words/mrkdwn.ts";
import type { Wish, WishKind } from "./wish.ts";

/** What stands in the form when it opens. */
export type FormFacts = Pick<Configuration, "schedules"> & {
  /** The Slack id of the wish's person, when it is known. */
  readonly slackId: string | null;
  /** Whether they may ask for others. */
  readonly isAdmin: boolean;
};

const MOST_SCHEDULES = 100;

const TITLES: Readonly<Record<WishKind, string>> = {
  override: "Put somebody on call",
  take: "Take a shift",
  swap: "Swap shifts",
  cover: "Ask for cover",
};

export function titleOf(kind: WishKind): types.PlainTextElement {
  return plain(TITLES[kind], 24);
}

/** The form of a wish, filled in as far as the wish is known. */
export function renderWishForm(wish: Wish, facts: FormFacts): types.ModalView {
  return {
    type: "modal",
    callback_id: VIEWS.wish,
    private_metadata: wish.kind,
    title: titleOf(wish.kind),
    submit: plain("Next", 24),
    close: plain("Cancel", 24),
    blocks: [scheduleInput(wish, facts), ...fieldsOf(wish, facts), noteInput(wish)],
  };
}

/** Something to read in place of a form. */
export function renderWishNotice(kind: WishKind, { text }: Message): types.ModalView {
  return {
    type: "modal",
    title: titleOf(kind),
    close: plain("Close", 24),
    blocks: [section(text)],
  };
}

function fieldsOf(wish: Wish, facts: FormFacts): types.InputBlock[] {
  const { start, end, want } = wish;
  switch (wish.kind) {
    case "override":
      return [
        personInput("Who is to be on call", facts, false),
        timeInput("start", "From", { at: start }),
        timeInput("end", "Until", { at: end }),
      ];
    case "take":
      return [
        timeInput("start", "From", { at: start, hint: "Left out: now." }),
        timeInput("end", "Until", {
          at: end,
          hint: "Left out: until the shift that runs then ends.",
        }),
      ];
    case "swap":
      return [
        personInput("With whom", facts, false),
        timeInput("start", "A moment in your shift", {
          at: start,
          hint: "Left out: your next one.",
        }),
        timeInput("want", "A moment in theirs", { at: want, hint: "Left out: their next one." }),
      ];
    case "cover":
      return [
        ...(facts.isAdmin ? [personInput("Whose shift, if not yours", facts, true)] : []),
        timeInput("start", "From", { at: start, hint: "Left out: your next shift." }),
        timeInput("end", "Until", { at: end, hint: "Left out: until that shift ends." }),
      ];
  }
}

function scheduleInput({ schedule }: Wish, { schedules }: FormFacts): types.InputBlock {
  const all = [...schedules.values()]
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .slice(0, MOST_SCHEDULES)
    .map(({ id, name }) => option({ text: plainLine(name, 70), value: id }));
  const initial = all.find(({ value }) => value === schedule);
  return input("schedule", "Schedule", {
    type: "static_select",
    action_id: "schedule",
    placeholder: plain("Which schedule", 150),
    options: all,
    ...(initial === undefined ? {} : { initial_option: initial }),
  });
}

function personInput(label: string, { slackId }: FormFacts, optional: boolean): types.InputBlock {
  const element: types.UsersSelect = {
    type: "users_select",
    action_id: "person",
    placeholder: plain("Who", 150),
    ...(slackId === null ? {} : { initial_user: slackId }),
  };
  return { ...input("person", label, element), optional };
}

/** With a hint it may be left out. */
function timeInput(
  field: "start" | "end" | "want",
  label: string,
  { at, hint }: { readonly at: number | null; readonly hint?: string },
): types.InputBlock {
  const element: types.DateTimepicker = {
    type: "datetimepicker",
    action_id: field,
    ...(at === null ? {} : { initial_date_time: Math.floor(at / 1000) }),
  };
  const block = input(field, label, element);
  return hint === undefined ? block : { ...block, optional: true, hint: plain(hint, 150) };
}

function noteInput({ note }: Wish): types.InputBlock {
  const element: types.PlainTextInput = {
    type: "plain_text_input",
    action_id: "note",
    max_length: REASON_LENGTH,
    ...(note === "" ? {} : { initial_value: note }),
  };
  return { ...input("note", "Why", element), optional: true };
}

function input(
  blockId: string,
  label: string,
  element: types.InputBlock["element"],
): types.InputBlock {
  return { type: "input", block_id: blockId, label: plain(label, 100), element };
}
