import type { types } from "@slack/bolt";
import { type CalendarSubject, calendarUrl } from "#domain/shift/calendar.ts";
import { calendarSecret, renewCalendar } from "#engine/duty/calendars.ts";
import { answer, say } from "#slack/flows/desk/answer.ts";
import { askerOfAction, type ActionArgs, type Asker } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { renderAnswer } from "#slack/views/answer-modal.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import {
  actions,
  button,
  confirmation,
  context,
  message,
  section,
  type Message,
} from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";

const NO_ADDRESS = say(
  "Muster cannot serve calendars yet: publicUrl is not set in muster.yaml. It is the address at which calendar programs reach this server, such as https://muster.example.com.",
);
const UNKNOWN_PERSON = say(
  "muster.yaml does not know you, so there is no calendar for you. Whoever looks after it can add you under people, with your e-mail address or Slack member id.",
);
const HOW_TO =
  "Google Calendar: Other calendars, From URL. Apple: File, New Calendar Subscription. Outlook: Add calendar, Subscribe from web. Changes arrive when your calendar looks again: within hours, in Google's case up to a day.";
const TITLE = "Calendar";
const SECRET =
  "Whoever has the address sees the shifts, without logging in: keep it to yourself. A new address ends the old one.";

/** The address at which somebody's own shifts, or those of a schedule, can be subscribed to. */
export async function calendarAddress(
  { engine }: Desk,
  person: string | null,
  schedule: string | null,
  secretOf: typeof calendarSecret = calendarSecret,
): Promise<Message> {
  const configuration = engine.configuration();
  if (person === null || !configuration.people.has(person)) return UNKNOWN_PERSON;
  const known = schedule === null ? null : configuration.schedules.get(schedule);
  if (known === undefined) return say("This schedule is not in muster.yaml any more.");
  if (configuration.publicUrl === undefined) return NO_ADDRESS;
  const subject: CalendarSubject = { owner: person, schedule };
  const url = calendarUrl(configuration, await secretOf(engine, subject));
  const of = known === null ? "Your shifts" : `The shifts of ${outside(known.name, 80)}`;
  const line = `${of} as a calendar to subscribe to:\n\`${url ?? ""}\``;
  return message([line, SECRET].join("\n"), [
    section(line),
    context(HOW_TO),
    context(SECRET),
    ...actions("calendar", [renewButton(schedule)]),
  ]);
}

/** Somebody pressed "Calendar address" in App Home. */
export async function onCalendar(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const asker = askerOfAction(args, async (reply) => {
    await desk.client.views.open({
      trigger_id: args.body.trigger_id,
      view: renderAnswer(TITLE, reply),
    });
  });
  await showAddress(desk, asker, null, calendarSecret);
}

/** Somebody wants a new address; it stands where the old one was. */
export async function onRenewCalendar(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const asker = askerOfAction(args, async (reply) => {
    const viewId = args.body.view?.id ?? "";
    await desk.client.views.update({ view_id: viewId, view: renderAnswer(TITLE, reply) });
  });
  const value = "value" in args.action ? args.action.value : "";
  const schedule = typeof value === "string" && value !== OWN_SHIFTS ? value : null;
  await showAddress(desk, asker, schedule, renewCalendar);
}

async function showAddress(
  desk: Desk,
  asker: Asker,
  schedule: string | null,
  secretOf: typeof calendarSecret,
): Promise<void> {
  await answer(
    desk,
    asker,
    async ({ actor }) => {
      const person = actor.kind === "person" ? actor.person : null;
      return await calendarAddress(desk, person, schedule, secretOf);
    },
    "full-members",
  );
}

/** No schedule's id begins so. */
const OWN_SHIFTS = "-";

function renewButton(schedule: string | null): types.Button {
  return button(ACTIONS.renewCalendar, "New address", schedule ?? OWN_SHIFTS, {
    confirm: confirmation(
      "A new address?",
      "The old one leads nowhere from then on: every calendar that subscribes to it has to be given the new one.",
      "Make a new one",
    ),
  });
}
