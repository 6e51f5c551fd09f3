import { z } from "zod";
import { REASON_LENGTH } from "#domain/change/schedule-change.ts";
import { oneLine } from "#domain/text.ts";
import type { Wish, WishKind } from "./wish.ts";

const Value = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string().optional() }).nullish(),
  selected_user: z.string().nullish(),
  selected_date_time: z.number().nullish(),
});
const Values = z.record(z.string(), z.record(z.string(), Value));

/** A form as it was sent; whom Slack names is not looked up yet. */
export type SentWish = Omit<Wish, "person"> & { readonly slackId: string | null };

export function readWishForm(kind: WishKind, sent: unknown): SentWish {
  const values = Values.parse(sent);
  function field(name: string): z.output<typeof Value> {
    return values[name]?.[name] ?? {};
  }
  return {
    kind,
    schedule: field("schedule").selected_option?.value ?? null,
    slackId: field("person").selected_user ?? null,
    start: momentIn(field("start")),
    end: momentIn(field("end")),
    want: momentIn(field("want")),
    note: oneLine(field("note").value ?? "", REASON_LENGTH + 1),
  };
}

function momentIn({ selected_date_time: seconds }: z.output<typeof Value>): number | null {
  return seconds === null || seconds === undefined ? null : seconds * 1000;
}
