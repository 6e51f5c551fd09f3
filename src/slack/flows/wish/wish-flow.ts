import type { webApi } from "@slack/bolt";
import { conflictsOf, movesOf } from "#domain/change/change-conflicts.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import { type ActionArgs, askerOfView, type ViewArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { rulesOf } from "#slack/flows/desk/may.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { permit } from "#slack/people/permission.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import { readCurrentChanges } from "#store/duty/schedule-changes.ts";
import { type CheckedWish, checkWish, type WishFacts } from "./check-wish.ts";
import { renderChecked } from "./checked-view.ts";
import { readWishForm } from "./read-form.ts";
import { saveDraft } from "./save-draft.ts";
import { renderWishForm, renderWishNotice } from "./wish-form.ts";
import { Draft, type Wish, WishKind, wishOf } from "./wish.ts";

type Person = Pick<Permitted, "actor">;
type View = webApi.ViewsOpenArguments["view"];

const TOO_LATE = say("Slack did not open the form in time. Please try again.");

/** Shows what was understood, to be saved; or the form, when something is missing; or what is wrong. */
export async function openWish(desk: Desk, asker: Permitted, wish: Wish): Promise<Message | null> {
  const checked = await check(desk, asker, wish);
  if (checked.kind === "complete") {
    return await open(desk, asker, await drawChecked(desk, asker.slackId, checked.draft));
  }
  const wrong = checked.problems.filter(({ isMissing }) => !isMissing);
  if (wrong.length > 0) return say(wrong.map(({ text }) => text).join("\n"));
  return await open(desk, asker, await drawForm(desk, asker, wish));
}

/** The form was sent: mistakes are shown in it, else it turns into what was understood. */
export async function onWish(desk: Desk, args: ViewArgs): Promise<void> {
  const { view, body } = args;
  const kind = WishKind.parse(view.private_metadata);
  const permission = await permit(
    rulesOf(desk),
    askerOfView(args, async () => undefined),
  );
  if (permission.kind === "refused") {
    const notice = renderWishNotice(kind, say(permission.reason));
    await args.ack({ response_action: "update", view: notice });
    return;
  }
  const { slackId, ...sent } = readWishForm(kind, view.state.values);
  const person = slackId === null ? null : await personCalled(desk, slackId);
  const checked = await check(desk, permission, { ...sent, person });
  if (checked.kind === "faulty") {
    const errors = checked.problems.map(({ field, text }) => [field, text] as const);
    await args.ack({ response_action: "errors", errors: Object.fromEntries(errors) });
    return;
  }
  const shown = await drawChecked(desk, body.user.id, checked.draft);
  await args.ack({ response_action: "update", view: shown });
}

/** What was shown is right: it is saved, once, however often this comes. */
export async function onWishChecked(desk: Desk, args: ViewArgs): Promise<void> {
  const draft = Draft.parse(JSON.parse(args.view.private_metadata));
  const working = renderWishNotice(draft.kind, say("Saving …"));
  await args.ack({ response_action: "update", view: working });
  const asker = askerOfView(args, async (reply) => {
    const view = renderWishNotice(draft.kind, reply);
    await desk.client.views.update({ view_id: args.view.id, view });
  });
  await answer(desk, asker, ({ actor }) => saveDraft(desk, draft, actor), "full-members");
}

/** What was shown is to be changed: back to the form, filled in. */
export async function onEditWish(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const { view, user } = args.body;
  if (view === undefined) return;
  const draft = Draft.parse(JSON.parse(view.private_metadata));
  const asker = { slackId: user.id, team: user.team_id ?? null };
  const permission = await permit(rulesOf(desk), asker);
  if (permission.kind === "refused") return;
  const form = await drawForm(desk, permission, wishOf(draft));
  await desk.client.views.update({ view_id: view.id, view: form });
}

async function check(desk: Desk, { actor }: Person, wish: Wish): Promise<CheckedWish> {
  return checkWish(wish, await readFacts(desk, actor));
}

async function readFacts({ engine }: Desk, actor: Person["actor"]): Promise<WishFacts> {
  const configuration = engine.configuration();
  const asker = actor.kind === "person" ? actor.person : null;
  return {
    rotas: engine.rotas.rotas(configuration),
    people: new Set(configuration.people.keys()),
    now: (await readClock(engine.database.kysely)).toMillis(),
    asker,
    isAdmin: isAdmin(configuration, asker),
  };
}

async function drawChecked(desk: Desk, slackId: string, draft: Draft): Promise<View> {
  const { engine } = desk;
  const configuration = engine.configuration();
  const rotas = engine.rotas.rotas(configuration);
  const moment = await readClock(engine.database.kysely);
  const now = moment.toMillis();
  const { schedule, person, start, end, note } = draft;
  const wanted = {
    schedule,
    person,
    start: Math.max(start, now),
    end,
    replaces: null,
    reason: note,
  };
  const isOverride = draft.kind === "override" || draft.kind === "take";
  const changes = await readCurrentChanges(engine.database.kysely, moment);
  return renderChecked({
    draft,
    now,
    zone: await zoneOf(desk, slackId),
    nameOf: (id) => nameIn(configuration, id),
    scheduleName: (id) => configuration.schedules.get(id)?.name ?? id,
    moves: isOverride ? movesOf(rotas, wanted, now) : [],
    conflicts: isOverride ? conflictsOf(rotas, changes, wanted, now) : [],
  });
}

async function drawForm(desk: Desk, { actor }: Person, wish: Wish): Promise<View> {
  const configuration = desk.engine.configuration();
  const asker = actor.kind === "person" ? actor.person : null;
  const slackId = wish.person === null ? null : await desk.members.slackIdOf(wish.person);
  const facts = { schedules: configuration.schedules, slackId };
  return renderWishForm(wish, { ...facts, isAdmin: isAdmin(configuration, asker) });
}

async function open(
  { client, engine }: Desk,
  { triggerId }: Permitted,
  view: View,
): Promise<Message | null> {
  try {
    await client.views.open({ trigger_id: triggerId, view });
    return null;
  } catch (error) {
    engine.logger.warn({ err: error }, "the form could not be opened");
    return TOO_LATE;
  }
}

/** The zone of the speaker's own clock, as their profile in Slack says. */
export async function zoneOf({ members }: Desk, slackId: string): Promise<string> {
  const lookup = await members.find(slackId);
  return (lookup.kind === "found" ? lookup.member.timezone : null) ?? "UTC";
}

/** The person of muster.yaml who has this member id, directly or by their address. */
export async function personCalled({ members }: Desk, slackId: string): Promise<string | null> {
  const lookup = await members.find(slackId);
  const member = lookup.kind === "found" ? lookup.member : null;
  return members.personOf(slackId, member)?.id ?? null;
}

export function isAdmin(
  { people }: { readonly people: ReadonlyMap<string, { readonly admin: boolean }> },
  person: string | null,
): boolean {
  return people.get(person ?? "")?.admin === true;
}
