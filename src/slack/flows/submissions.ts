import { impactForm } from "#slack/flows/budget/impact.ts";
import { callForm } from "#slack/flows/call/page.ts";
import { declaration } from "#slack/flows/declare/declare.ts";
import type { ViewArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { onSent } from "#slack/flows/desk/form.ts";
import { onHandOverNote } from "#slack/flows/duty/hand-over.ts";
import { mergeForm } from "#slack/flows/life/merge.ts";
import { outcomeForm } from "#slack/flows/life/outcome.ts";
import { severityForm } from "#slack/flows/life/severity.ts";
import { timesForm } from "#slack/flows/life/times.ts";
import { endForm, stepForm } from "#slack/flows/mitigation/mitigate.ts";
import { handingForm } from "#slack/flows/people/hand-over.ts";
import { updateForm } from "#slack/flows/people/update.ts";
import { askingForm, meetingForm, waiverForm } from "#slack/flows/postmortem/forms.ts";
import { templateForm } from "#slack/flows/postmortem/template-form.ts";
import { onSection } from "#slack/flows/postmortem/write-section.ts";
import { noteForm } from "#slack/flows/record/note.ts";
import { savingForm } from "#slack/flows/record/save-shortcut.ts";
import { silenceForm } from "#slack/flows/silence/silence.ts";
import { taskForm } from "#slack/flows/task/task.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { onWaysForm } from "./ways/ways.ts";
import { onWish, onWishChecked } from "./wish/wish-flow.ts";

type Submitted = (desk: Desk, args: ViewArgs) => Promise<void>;

/** Every form that people can send, and who answers. */
export const SUBMISSIONS: Readonly<Record<(typeof VIEWS)[keyof typeof VIEWS], Submitted>> = {
  [VIEWS.declare]: onSent(declaration),
  [VIEWS.severity]: onSent(severityForm),
  [VIEWS.times]: onSent(timesForm),
  [VIEWS.impact]: onSent(impactForm),
  [VIEWS.outcome]: onSent(outcomeForm),
  [VIEWS.merge]: onSent(mergeForm),
  [VIEWS.handing]: onSent(handingForm),
  [VIEWS.update]: onSent(updateForm),
  [VIEWS.note]: onSent(noteForm),
  [VIEWS.silence]: onSent(silenceForm),
  [VIEWS.saveMessage]: onSent(savingForm),
  [VIEWS.ways]: onWaysForm,
  [VIEWS.handOver]: onHandOverNote,
  [VIEWS.mitigation]: onSent(stepForm),
  [VIEWS.task]: onSent(taskForm),
  [VIEWS.page]: onSent(callForm),
  [VIEWS.mitigationEnd]: onSent(endForm),
  [VIEWS.postmortemSection]: onSection,
  [VIEWS.postmortemWaiver]: onSent(waiverForm),
  [VIEWS.postmortemAsking]: onSent(askingForm),
  [VIEWS.postmortemMeeting]: onSent(meetingForm),
  [VIEWS.postmortemTemplate]: onSent(templateForm),
  [VIEWS.wish]: onWish,
  [VIEWS.wishChecked]: onWishChecked,
};
