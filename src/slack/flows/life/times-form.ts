import type { types } from "@slack/bolt";
import { DateTime } from "luxon";
import { z } from "zod";
import { isSameMinute, timeErrors } from "#domain/incident/correct-times.ts";
import { IncidentId, incidentName, type Incident } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import { Moment, MOMENTS } from "#domain/response/life.ts";
import { oneLine } from "#domain/text.ts";
import { type FormValues, momentIn, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { context, plain, section } from "#slack/words/blocks.ts";
import { momentField, textField } from "#slack/words/inputs.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";

export type TimesWish = {
  readonly times: ReadonlyMap<Moment, DateTime>;
  readonly reason: string;
};

/** The times as they were shown: only what somebody changed of them is taken, whoever corrected the others meanwhile. */
const Shown = z.partialRecord(Moment, z.number());
const Meta = z.object({ incident: IncidentId, shown: Shown });

export const TIMES_TITLE = "Correct the times";
const REASON_LENGTH = 300;

const LABELS: Readonly<Record<Moment, string>> = {
  impact: "Impact began",
  detected: "Noticed",
  acknowledged: "Acknowledged",
  mitigated: "Mitigated",
  ended: "Over",
};

/** The form: every time that is known, by the reader's own clock, and why it changes. */
export function renderTimes(incident: Incident): types.ModalView {
  const known = knownTimes(incident);
  return {
    type: "modal",
    callback_id: VIEWS.times,
    private_metadata: JSON.stringify({ incident: incident.id, shown: shownOf(known) }),
    title: plain(TIMES_TITLE, 24),
    submit: plain("Save", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(
        `*${incidentName(incident.id)}* ${outside(incident.title, 150)}`,
        ...known.map(([moment, at]) => `${LABELS[moment]}: ${IN_BLOCK.moment(at)}`),
      ),
      ...known.map(([moment, initial]) =>
        momentField({ name: moment, label: LABELS[moment], initial }),
      ),
      textField({
        name: "reason",
        label: "Why",
        most: REASON_LENGTH,
        placeholder: "The first failed payment is in the log at 02:40",
      }),
      context("You choose by your own clock. Who changed what, and why, stands on the timeline."),
    ],
  };
}

/** Reads the form, with what is wrong under each time. */
export function readTimes(
  { values, meta }: { readonly values: FormValues; readonly meta: string },
  incident: Incident,
  now: DateTime,
): Reading<TimesWish> {
  const { shown } = Meta.parse(JSON.parse(meta));
  const reason = oneLine(typedIn(values, "reason"), REASON_LENGTH);
  const given = MOMENTS.flatMap((moment) => {
    const at = momentIn(values, moment);
    const before = shown[moment];
    if (at === null || before === undefined) return [];
    return isSameMinute(DateTime.fromMillis(before), at) ? [] : [[moment, at] as const];
  });
  const times = new Map(given);
  const errors = {
    ...timeErrors(incident, times, now),
    ...(reason === "" ? { reason: "Say why, for those who read it later." } : {}),
  };
  if (Object.keys(errors).length > 0) return { kind: "incomplete", errors };
  return { kind: "complete", value: { times, reason } };
}

/** Which incident the form is about. */
export function incidentOfTimes(meta: string): IncidentId {
  return Meta.parse(JSON.parse(meta)).incident;
}

function shownOf(known: ReturnType<typeof knownTimes>): z.infer<typeof Shown> {
  return Object.fromEntries(known.map(([moment, at]) => [moment, at.toMillis()]));
}

function knownTimes(incident: Incident): readonly (readonly [Moment, DateTime])[] {
  const times = timesOf(incident);
  return MOMENTS.flatMap((moment) => {
    const at = times[moment];
    return at === null ? [] : [[moment, at] as const];
  });
}
