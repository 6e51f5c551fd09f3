import type { types } from "@slack/bolt";
import type { NotifyRule } from "#domain/reach.ts";
import type { Urgency, WayForm } from "#domain/way.ts";
import type { Contacts, OwnWay } from "#engine/reachable.ts";
import { afterWords } from "#slack/views/ways-section.ts";
import { ACTIONS, VIEWS } from "#slack/words/action-ids.ts";
import { actions, button, context, header, option, plain, section } from "#slack/words/blocks.ts";

/** What somebody typed, checked. */
export type WaysInput = {
  readonly addresses: readonly { readonly way: string; readonly address: string }[];
  readonly rules: readonly NotifyRule[];
};

export type ReadWays =
  | { readonly kind: "complete"; readonly input: WaysInput }
  /** What is wrong, by the block that it stands under. */
  | { readonly kind: "incomplete"; readonly errors: Readonly<Record<string, string>> };

type Field = {
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
};
type Values = Readonly<Record<string, Readonly<Record<string, Field>>>>;

const CHOICES = [0, 1, 2, 3, 5, 10, 15, 30, 60] as const;
const NEVER = "never";
/** The most that Slack allows: a form is refused whose field is shorter than what already stands there. */
const ADDRESS_LENGTH = 3000;
const LABELS: Readonly<Record<Urgency, string>> = {
  high: "when it is urgent",
  low: "when it can wait",
};
const URGENCIES: readonly Urgency[] = ["high", "low"];

/** The form in which somebody says how to be reached; it shows whole addresses, so it is for their owner alone. */
export function renderWaysForm({ ways }: Contacts): types.ModalView {
  return {
    type: "modal",
    callback_id: VIEWS.ways,
    title: plain("Ways to be reached", 24),
    submit: plain("Save", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(
        "A page comes as a direct message in Slack at once. Say here by what else, and how long after; an acknowledgement anywhere stops the rest.",
        "A way that fails, or Do Not Disturb in Slack, has the next one used at once.",
      ),
      ...ways.flatMap(fieldsOf),
      context("Leave an address empty to take it away. Only you see what stands here."),
      ...actions("ways", [button(ACTIONS.testPage, "Send me a test page", "test")]),
    ],
  };
}

/** Reads the form by the ways that can be used now. */
export function readWaysForm(values: Values, ways: readonly WayForm[]): ReadWays {
  const typed = ways.map(({ kind, readAddress }) => {
    const text = (fieldAt(values, addressBlock(kind))?.value ?? "").trim();
    return { kind, reading: text === "" ? null : readAddress(text) };
  });
  const errors = typed.flatMap(({ kind, reading }) => {
    return reading === null || reading.ok ? [] : [[addressBlock(kind), reading.problem] as const];
  });
  if (errors.length > 0) return { kind: "incomplete", errors: Object.fromEntries(errors) };
  const addresses = typed.flatMap(({ kind: way, reading }) => {
    return reading?.ok === true ? [{ way, address: reading.address }] : [];
  });
  const rules = ways.flatMap((way) => URGENCIES.map((urgency) => ruleOf(values, way, urgency)));
  return { kind: "complete", input: { addresses, rules } };
}

function fieldsOf({ form, address, minutes }: OwnWay): readonly types.KnownBlock[] {
  const { kind, label, asks } = form;
  return [
    header(label),
    {
      type: "input",
      block_id: addressBlock(kind),
      optional: true,
      label: plain(asks.label, 100),
      hint: plain(asks.hint, 200),
      element: {
        type: "plain_text_input",
        action_id: addressBlock(kind),
        max_length: ADDRESS_LENGTH,
        placeholder: plain(asks.placeholder, 150),
        ...(address !== null && { initial_value: address }),
      },
    },
    ...URGENCIES.map((urgency) => minutesField(form, urgency, minutes[urgency])),
  ];
}

function minutesField(
  { kind, label }: WayForm,
  urgency: Urgency,
  minutes: number | null,
): types.InputBlock {
  const usual = minutes === null ? CHOICES : [...new Set([...CHOICES, minutes])];
  const choices = [
    ...usual.toSorted((a, b) => a - b).map((each) => choice(afterWords(each), String(each))),
    choice("not used", NEVER),
  ];
  const wanted = minutes === null ? NEVER : String(minutes);
  const initial = choices.find(({ value }) => value === wanted);
  return {
    type: "input",
    block_id: minutesBlock(kind, urgency),
    label: plain(`${label} ${LABELS[urgency]}`, 100),
    element: {
      type: "static_select",
      action_id: minutesBlock(kind, urgency),
      options: choices,
      ...(initial !== undefined && { initial_option: initial }),
    },
  };
}

function choice(text: string, value: string): types.PlainTextOption {
  return option({ text, value });
}

function ruleOf(values: Values, { kind, after }: WayForm, urgency: Urgency): NotifyRule {
  const chosen = fieldAt(values, minutesBlock(kind, urgency))?.selected_option?.value;
  if (chosen === NEVER) return { way: kind, urgency, minutes: null };
  const minutes = /^\d{1,4}$/.test(chosen ?? "") ? Number(chosen) : after[urgency];
  return { way: kind, urgency, minutes };
}

/** A field is called like its block, because a view may have no two of one name. */
function fieldAt(values: Values, block: string): Field | undefined {
  return values[block]?.[block];
}

function addressBlock(kind: string): string {
  return `address/${kind}`;
}

function minutesBlock(kind: string, urgency: Urgency): string {
  return `${urgency}/${kind}`;
}
