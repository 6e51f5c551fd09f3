import type { types } from "@slack/bolt";
import type { Actor } from "#domain/actor.ts";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { memberIn, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading, Sent } from "#slack/flows/desk/form.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { field, textField } from "#slack/words/inputs.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { BRIEF_LENGTH } from "./draft-brief.ts";
import { ableTo, type FoundMember, findMember } from "./find-member.ts";

/** To whom an incident is handed over, and what they must know. */
export type Handing = { readonly to: Actor; readonly brief: string };

export const HANDING_TITLE = "Hand over an incident";

/** The brief is drafted; whoever hands over puts right what the timeline cannot know. */
export function renderHanding(
  { id, title }: Incident,
  { to, brief }: { readonly to: Actor | null; readonly brief: string },
): types.ModalView {
  const initial = to?.kind === "person" ? { initial_user: to.slackId } : {};
  return {
    type: "modal",
    callback_id: VIEWS.handing,
    private_metadata: String(id),
    title: plain(HANDING_TITLE, 24),
    submit: plain("Ask them", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(
        `*${incidentName(id)}* ${outside(title, 150)}`,
        "It stays yours until they accept. They have half an hour.",
      ),
      field(
        { name: "to", label: "Who takes it over" },
        { type: "users_select", action_id: "to", ...initial },
      ),
      textField({
        name: "brief",
        label: "What they must know",
        most: BRIEF_LENGTH,
        lines: "many",
        initial: brief,
      }),
    ],
  };
}

/** Reads the form, with what is wrong under each field. */
export async function readHanding(
  desk: Desk,
  { values, slackId, meta }: Sent,
): Promise<Reading<Handing>> {
  const chosen = await readReceiver(desk, memberIn(values, "to"), slackId);
  const incident = readIncidentId(meta);
  const to = await ableTo(desk, chosen, { action: "acknowledge", incident });
  const brief = typedIn(values, "brief");
  if (to.kind === "found" && brief !== "") {
    return { kind: "complete", value: { to: to.actor, brief } };
  }
  const errors = {
    ...(to.kind === "refused" ? { to: to.words } : {}),
    ...(brief === "" ? { brief: "Say at least how it stands and what you would do next." } : {}),
  };
  return { kind: "incomplete", errors };
}

/** Whoever was chosen may be an app, gone, or the one who asks. */
async function readReceiver(
  desk: Desk,
  chosen: string | null,
  asker: string,
): Promise<FoundMember> {
  if (chosen === null) return { kind: "refused", words: "Choose who takes it over." };
  if (chosen === asker) {
    return { kind: "refused", words: "You have it already. Choose somebody else." };
  }
  return await findMember(desk, chosen);
}
