import { answerTest, startTest } from "#engine/page/test-page.ts";
import { readContacts } from "#engine/reachable.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import {
  askerOfAction,
  askerOfView,
  type ActionArgs,
  type Asker,
  type ViewArgs,
} from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { publishHome } from "#slack/flows/home/home.ts";
import { renderAnswer } from "#slack/views/answer-modal.ts";
import { waysSection } from "#slack/views/ways-section.ts";
import { message, type Message } from "#slack/words/blocks.ts";
import { readWishes, saveWishes, type Wishes } from "#store/page/contacts.ts";
import { readTest } from "#store/page/test-pages.ts";
import { readWaysForm, renderWaysForm, type WaysInput } from "./ways-form.ts";

const TITLE = "Ways to be reached";
const UNKNOWN = say(
  "muster.yaml does not know you, so nobody pages you. Whoever looks after it can add you under people, with your e-mail address or Slack member id.",
);
const NO_WAYS = say(
  "This Muster has no other way than Slack. Whoever runs it finds in docs/ways.md how to add more.",
);
const STARTED = say(
  "A test page is on its way, by all your ways at once. Confirm it by any of them; what arrived and what did not comes as a direct message.",
);
const TOO_SOON = say("Your last test page is less than a minute old. Try again in a moment.");
const CONFIRMED = say("Noted: the test page reached you in Slack.");
const NOT_YOURS = say("That test page is somebody else's.");

type Owner = { readonly person: string; readonly slackId: string };

/** Somebody pressed "Change" beside their ways. */
export async function onWaysButton(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  await own(desk, askerIn(desk, args), async (asker) => {
    const person = personOf(asker);
    if (person === null) return UNKNOWN;
    const contacts = await readContacts(desk.engine, person);
    if (contacts.ways.length === 0) return NO_WAYS;
    const view = renderWaysForm(contacts);
    await desk.client.views.open({ trigger_id: asker.triggerId, view });
    return null;
  });
}

/** The form was sent: mistakes are shown in it, else it turns into what was saved. */
export async function onWaysForm(desk: Desk, args: ViewArgs): Promise<void> {
  const { view } = args;
  const read = readWaysForm(view.state.values, desk.engine.ways());
  if (read.kind === "incomplete") {
    await args.ack({ response_action: "errors", errors: { ...read.errors } });
    return;
  }
  await args.ack({ response_action: "update", view: renderAnswer(TITLE, say("Saving …")) });
  const asker = askerOfView(args, async (reply) => {
    await desk.client.views.update({ view_id: view.id, view: renderAnswer(TITLE, reply) });
  });
  await own(desk, asker, async (permitted) => {
    const person = personOf(permitted);
    if (person === null) return UNKNOWN;
    await save(desk, { person, slackId: permitted.slackId }, read.input);
    await publishHome(desk, permitted, null);
    return message("Saved.", waysSection(await readContacts(desk.engine, person)));
  });
}

/** "Send me a test page", wherever it was pressed. */
export async function onTestPage(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  await own(desk, askerIn(desk, args), async (asker) => {
    const person = personOf(asker);
    if (person === null) return UNKNOWN;
    const test = await startTest(desk.engine, { person, slackId: asker.slackId });
    return test === null ? TOO_SOON : STARTED;
  });
}

/** The button of the test page's own message in Slack. */
export async function onTestConfirmed(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  await own(desk, askerIn(desk, args), async (asker) => {
    const { database } = desk.engine;
    const id = "value" in args.action ? Number(args.action.value) : Number.NaN;
    const test = Number.isSafeInteger(id) ? await readTest(database.kysely, id) : null;
    if (test === null || test.person !== personOf(asker)) return NOT_YOURS;
    await database.transaction((tx) => answerTest(desk.engine, tx, test.id, "the button in Slack"));
    return CONFIRMED;
  });
}

/** Whoever is paged may be a guest; each of these asks by itself whose ways they are. */
async function own(
  desk: Desk,
  asker: Asker,
  work: (person: Permitted) => Promise<Message | null>,
): Promise<void> {
  await answer(desk, asker, work, "asks-itself");
}

/** What stands for ways that are not offered at present stays as it is. */
async function save({ engine }: Desk, owner: Owner, input: WaysInput): Promise<void> {
  const { person, slackId } = owner;
  const offered = new Set(engine.ways().map(({ kind }) => kind));
  await engine.database.transaction(async (tx) => {
    const before = await readWishes(tx, person);
    const kept: Wishes = {
      contacts: before.contacts.filter(({ way }) => !offered.has(way)),
      rules: before.rules.filter(({ way }) => !offered.has(way)),
    };
    const contacts = input.addresses.map((one) => ({ ...one, person, slackId }));
    await saveWishes(tx, person, {
      contacts: [...kept.contacts, ...contacts],
      rules: [...kept.rules, ...input.rules],
    });
  });
}

function personOf({ actor }: Permitted): string | null {
  return actor.kind === "person" ? actor.person : null;
}

/** A press in a form is answered in a form above it, one in App Home there, and any other beside it. */
function askerIn(desk: Desk, args: ActionArgs): Asker {
  const { body } = args;
  const asker: Asker = askerOfAction(args, async (reply) => {
    if (body.view?.type !== "modal") return await publishHome(desk, asker, reply);
    await desk.client.views.push({ trigger_id: body.trigger_id, view: renderAnswer(TITLE, reply) });
  });
  return asker;
}
