import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import { z } from "zod";
import { impactError, isSameImpact } from "#domain/incident/decide-impact.ts";
import { IncidentId, incidentName, type Incident } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { type FormValues, momentIn, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { context, plain, section } from "#slack/words/blocks.ts";
import { momentField, textField } from "#slack/words/inputs.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";

export type ImpactWish = {
  readonly start: DateTime | null;
  readonly end: DateTime | null;
  readonly reason: string;
};

const Meta = z.object({ incident: IncidentId });

export const IMPACT_TITLE = "When it hurt";
export const IMPACT_REASON_LENGTH = 300;

/** The form: what is given is taken for what was used; what is left empty is looked for in the metric. */
export function renderImpact(incident: Incident): types.ModalView {
  const { id, title, impact, startedAt } = incident;
  return {
    type: "modal",
    callback_id: VIEWS.impact,
    private_metadata: JSON.stringify({ incident: id }),
    title: plain(IMPACT_TITLE, 24),
    submit: plain("Save", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(
        `*${incidentName(id)}* ${outside(title, 150)}`,
        `It began ${IN_BLOCK.moment(startedAt)}${impact.start === null ? ", as the alerts say" : ", as somebody gave it"}.`,
      ),
      momentField({
        name: "start",
        label: "It began to hurt",
        optional: true,
        ...(impact.start === null ? {} : { initial: impact.start }),
      }),
      momentField({
        name: "end",
        label: "It stopped hurting",
        optional: true,
        ...(impact.end === null ? {} : { initial: impact.end }),
      }),
      textField({
        name: "reason",
        label: "Why",
        most: IMPACT_REASON_LENGTH,
        placeholder: "The first failed payment is in the log at 02:40",
      }),
      context(
        "What is left empty is looked for in the metric. What the incident used of its error budgets is measured anew by it.",
      ),
    ],
  };
}

export function readImpact(
  { values, meta }: { readonly values: FormValues; readonly meta: string },
  incident: Incident | null,
  now: DateTime,
): Reading<ImpactWish> {
  const [start, end] = [momentIn(values, "start"), momentIn(values, "end")];
  const reason = oneLine(typedIn(values, "reason"), IMPACT_REASON_LENGTH);
  const wish = { start, end, reason };
  Meta.parse(JSON.parse(meta));
  if (incident === null) return { kind: "complete", value: wish };
  const errors = {
    ...timeErrors(incident, wish, now),
    ...(reason === "" ? { reason: "Say why, for those who read it later." } : {}),
  };
  if (Object.keys(errors).length > 0) return { kind: "incomplete", errors };
  return { kind: "complete", value: wish };
}

/** Both empty is meant where something was given: it is left to the metric again. */
function timeErrors(
  incident: Incident,
  { start, end }: ImpactWish,
  now: DateTime,
): Readonly<Record<string, string>> {
  const isEmpty = start === null && end === null;
  if (isEmpty && !isSameImpact(incident.impact, { start, end })) return {};
  const wrong = impactError(incident, { start, end }, now);
  if (wrong === null) return {};
  return { [end === null ? "start" : "end"]: `${wrong[0]?.toUpperCase()}${wrong.slice(1)}.` };
}

export function incidentOfImpact(meta: string): IncidentId {
  return Meta.parse(JSON.parse(meta)).incident;
}
