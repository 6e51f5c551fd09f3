import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import { z } from "zod";
import type { Action } from "#domain/configuration/permissions.ts";
import { incidentName, IncidentId, type Incident } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type FormValues, momentIn, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Form, Reading } from "#slack/flows/desk/form.ts";
import type { Sentence } from "#slack/flows/incident/answers.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { momentField, textField } from "#slack/words/inputs.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { askFor, setMeeting, waive } from "./change.ts";
import { refreshOverview } from "./show-overview.ts";

const REASON_LENGTH = 500;

/** What is known of a form while it is open. */
const Meta = z.object({
  incident: IncidentId,
  /** The postmortem below the form, as Slack's id; null when there is none. */
  below: z.string().nullable(),
});
type Meta = z.infer<typeof Meta>;

const WAIVE_TITLE = "No postmortem";
const ASK_TITLE = "Write a postmortem";
const MEETING_TITLE = "Meeting about it";

export function renderWaiver(incident: Incident, below: string | null): types.ModalView {
  const asked = textField({
    name: "reason",
    label: "Why there will be none",
    most: REASON_LENGTH,
    lines: "many",
    placeholder: "The same cause as INC-7, whose postmortem has the repairs",
    hint: "It stays on the timeline with your name.",
  });
  return form({ callback: VIEWS.postmortemWaiver, title: WAIVE_TITLE }, incident, { below, asked });
}

export function renderAsking(incident: Incident, below: string | null): types.ModalView {
  const asked = textField({
    name: "reason",
    label: "Why it is worth one",
    most: REASON_LENGTH,
    lines: "many",
    optional: true,
    placeholder: "Nobody understood for an hour what was wrong",
  });
  return form({ callback: VIEWS.postmortemAsking, title: ASK_TITLE }, incident, { below, asked });
}

export function renderMeeting(incident: Incident, below: string | null): types.ModalView {
  const asked = momentField({
    name: "meeting",
    label: "When people meet about it",
    optional: true,
    hint: "By your own clock; others see it by theirs. Empty is no meeting.",
    initial: incident.postmortem.meetingAt ?? undefined,
  });
  return form({ callback: VIEWS.postmortemMeeting, title: MEETING_TITLE }, incident, {
    below,
    asked,
  });
}

export const waiverForm: Form<string> = {
  title: WAIVE_TITLE,
  wants: (_, { meta }) => wants("waive", meta),
  read: (_, { values }) => readReason(values),
  save: async (desk, person, reason, { meta }) => {
    const { incident, below } = metaOf(meta);
    return await told(desk, { incident, below }, await waive(desk, person, { incident, reason }));
  },
};

export const askingForm: Form<string> = {
  title: ASK_TITLE,
  wants: (_, { meta }) => wants("postmortem", meta),
  read: (_, { values }) => ({ kind: "complete", value: reasonIn(values) }),
  save: async (desk, person, reason, { meta }) => {
    const { incident, below } = metaOf(meta);
    return await told(desk, { incident, below }, await askFor(desk, person, { incident, reason }));
  },
};

export const meetingForm: Form<DateTime | null> = {
  title: MEETING_TITLE,
  wants: (_, { meta }) => wants("postmortem", meta),
  read: (_, { values }) => ({ kind: "complete", value: momentIn(values, "meeting") }),
  save: async (desk, person, meetingAt, { meta }) =>
    await saveMeeting(desk, person, meetingAt, meta),
};

async function saveMeeting(
  desk: Desk,
  person: Permitted,
  meetingAt: DateTime | null,
  meta: string,
): ReturnType<typeof told> {
  const { incident, below } = metaOf(meta);
  const words = await setMeeting(desk, person, { incident, meetingAt });
  return await told(desk, { incident, below }, words);
}

/** What came of it, also in the modal below the form. */
export async function told(
  desk: Desk,
  { incident, below }: Meta,
  words: Sentence,
): Promise<ReturnType<typeof say>> {
  if (below !== null) await refreshOverview(desk, below, { incident, notice: words });
  return say(words);
}

function readReason(values: FormValues): Reading<string> {
  const reason = reasonIn(values);
  if (reason !== "") return { kind: "complete", value: reason };
  return { kind: "incomplete", errors: { reason: "Say why: others will ask." } };
}

function reasonIn(values: FormValues): string {
  return oneLine(typedIn(values, "reason"), REASON_LENGTH);
}

export function wants(action: Action, meta: string): { action: Action; incident: IncidentId } {
  return { action, incident: metaOf(meta).incident };
}

export function metaOf(meta: string): Meta {
  return Meta.parse(JSON.parse(meta));
}

/** One question about a postmortem. */
export function form(
  { callback, title }: { readonly callback: string; readonly title: string },
  { id, title: what }: Incident,
  { below, asked }: { readonly below: string | null; readonly asked: types.InputBlock },
): types.ModalView {
  const meta: Meta = { incident: id, below };
  return {
    type: "modal",
    callback_id: callback,
    private_metadata: JSON.stringify(meta),
    title: plain(title, 24),
    submit: plain("Save", 24),
    close: plain("Cancel", 24),
    blocks: [section(`*${incidentName(id)}* ${outside(what, 150)}`), asked],
  };
}
