import type { types } from "@slack/bolt";
import type { Action } from "#domain/configuration/permissions.ts";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { openView } from "#slack/flows/desk/form.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { MOVES, POSTMORTEM_DEEDS, type PostmortemDeed } from "#slack/views/postmortem/deeds.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { move, withdrawWaiver } from "./change.ts";
import { renderAsking, renderMeeting, renderWaiver } from "./forms.ts";
import { openOverview } from "./postmortem.ts";
import { refreshOverview } from "./show-overview.ts";
import { renderTemplates } from "./template-form.ts";
import { openSection } from "./write-section.ts";

const UNREADABLE = say("This button is of an older Muster. Open the postmortem anew.");

/** What must be allowed to whoever presses it; all others write or move it. */
const ACTION: Readonly<Partial<Record<PostmortemDeed, Action>>> = {
  open: "see",
  waive: "waive",
  "take-back": "waive",
};

type About = {
  readonly deed: PostmortemDeed;
  readonly incident: IncidentId;
  readonly section: string;
};

/** A button of a postmortem: what is to be done with which one. */
export async function onPostmortem(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const [word = "", id = "", section = ""] = valueOf(args).split(":");
  const incident = readIncidentId(id);
  const deed = POSTMORTEM_DEEDS.find((known) => known === word);
  await answer(
    desk,
    askerAt(desk, args),
    async (person) => {
      if (incident === null || deed === undefined) return UNREADABLE;
      const action = ACTION[deed] ?? "postmortem";
      const refusal = await refusalOf(desk, person, { action, incident });
      const reply = refusal ?? (await doIt(desk, person, { deed, incident, section }));
      if (reply === null || person.modal === null) return reply;
      await refreshOverview(desk, person.modal, { incident, notice: reply.text });
      return null;
    },
    "asks-itself",
  );
}

/** Null when something was opened. */
async function doIt(desk: Desk, person: Permitted, about: About): Promise<Message | null> {
  const { deed, incident, section } = about;
  switch (deed) {
    case "open":
      return await openOverview(desk, person, incident);
    case "edit":
      return await openSection(desk, person, { incident, section });
    case "ask":
      return await openForm(desk, person, incident, renderAsking);
    case "waive":
      return await openForm(desk, person, incident, renderWaiver);
    case "meeting":
      return await openForm(desk, person, incident, renderMeeting);
    case "template":
      return await openForm(desk, person, incident, (one, below) =>
        renderTemplates(desk.engine, one, below),
      );
    case "take-back":
      return say(await withdrawWaiver(desk, person, incident));
    case "review":
    case "publish":
    case "draft":
    case "reopen":
      return say(await move(desk, person, { incident, to: MOVES[deed] }));
  }
}

async function openForm(
  desk: Desk,
  person: Permitted,
  id: IncidentId,
  render: (incident: Incident, below: string | null) => types.ModalView,
): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, id);
  if (incident === null) return say(noSuchIncident(id));
  return await openView(desk, person, render(incident, person.modal));
}
