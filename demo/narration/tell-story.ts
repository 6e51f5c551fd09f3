import { setTimeout as sleep } from "node:timers/promises";
import { errorBudget } from "#demo/scenes/error-budget.ts";
import type { Stage } from "#demo/stage.ts";
import { budgetLine } from "./budget-line.ts";
import { acknowledge, acknowledgeLine } from "./press.ts";
import { createTeller, type Teller } from "./teller.ts";
import { type Channel, type DirectMessage, until, type View } from "./workspace-view.ts";

/** Something that was promised did not happen. */
export class StoryStuck extends Error {
  override readonly name = "StoryStuck";
}

type Telling = Stage & { readonly signal: AbortSignal; readonly teller: Teller };

const NAME = errorBudget.alerts[0]?.labels["alertname"];
const HOME = "team-storefront";
const PATIENCE_MS = 60_000;
/** Long enough to read what happened last. */
const READING_MS = 3000;

/** Fires the sample alert and tells what people see of it, until the incident is over. Throws StoryStuck. */
export async function tellStory(stage: Stage, signal: AbortSignal): Promise<void> {
  const telling: Telling = { ...stage, signal, teller: createTeller() };
  await fire(telling);
  const first = await tellPage(telling);
  await tellIncident(telling, first);
  offerAcknowledge(telling, first);
  await tellEscalation(telling, first);
  await tellBudget(telling);
  await sleep(READING_MS, undefined, { signal });
  await end(telling);
}

async function fire({ alertmanager, teller }: Telling): Promise<void> {
  await alertmanager.fire(errorBudget).catch(stuck);
  teller.say(`The alert ${NAME} was accepted: answered 200, so it is on the disk.`);
}

function stuck(error: unknown): never {
  throw new StoryStuck(error instanceof Error ? error.message : String(error), { cause: error });
}

async function tellPage(telling: Telling): Promise<DirectMessage> {
  const [page, words] = await see(telling, "a page", ({ directMessages: [one], plain }) =>
    one === undefined ? undefined : ([one, plain(one.message.text)] as const),
  );
  telling.teller.say(`${page.to.real_name} was paged by direct message:`, words);
  return page;
}

async function tellIncident(telling: Telling, { to }: DirectMessage): Promise<void> {
  const { name } = await see(telling, "the incident's card", incidentIn);
  telling.teller.say(`${name} is open; its card is in #${HOME} and changes with it.`);
  const [room, people] = await see(telling, "the incident's channel", (view) => {
    const found = view.channels.find((channel) => isReady(channel, to.id));
    return found === undefined ? undefined : ([found, found.members.map(view.nameOf)] as const);
  });
  const bookmarks = room.bookmarks.map(({ title, link }) => `${title}: ${link}`);
  telling.teller.say(`The channel #${room.name} was made:`, people.join(", "), ...bookmarks);
}

function isReady({ name, members, bookmarks }: Channel, paged: string): boolean {
  return name.startsWith("inc-") && members.includes(paged) && bookmarks.length >= 2;
}

function offerAcknowledge({ slackUrl, teller }: Telling, page: DirectMessage): void {
  teller.aside(
    `To press Acknowledge as ${page.to.real_name}, paste this into another terminal:`,
    `  ${acknowledgeLine(slackUrl, page)}`,
    "Or wait, and see who is paged when nobody does.",
  );
}

/** Whoever sits at the keyboard may be quicker than the policy. */
async function tellEscalation(telling: Telling, first: DirectMessage): Promise<void> {
  const next = await see(
    telling,
    "an escalation",
    (view) => takenIn(view) ?? view.directMessages.find(({ to }) => to.id !== first.to.id),
  );
  if ("to" in next) {
    telling.teller.say(`Nobody acknowledged, so ${next.to.real_name} was paged too.`);
    await acknowledgeSoon(telling, next);
  }
  const { status } = await see(telling, "an acknowledgement", takenIn);
  telling.teller.say(`The card says: ${status}.`);
}

async function acknowledgeSoon(telling: Telling, page: DirectMessage): Promise<void> {
  const { slackUrl, signal, teller } = telling;
  if ((await until(slackUrl, takenIn, { withinMs: READING_MS, signal })) !== null) return;
  const refusal = await acknowledge(slackUrl, page);
  if (refusal !== null) throw new StoryStuck(`Acknowledge could not be pressed: ${refusal}.`);
  teller.say(`${page.to.real_name} pressed Acknowledge; nobody else is woken.`);
}

async function tellBudget({ botUrl, signal, teller }: Telling): Promise<void> {
  const line = await budgetLine(botUrl, { withinMs: PATIENCE_MS, signal });
  if (line === null) throw new StoryStuck("Muster read of no error budget that burns.");
  teller.say(line);
}

async function end(telling: Telling): Promise<void> {
  await telling.alertmanager.end(errorBudget).catch(stuck);
  telling.teller.say(`The alert ${NAME} ended. Muster waits a moment, lest it comes back.`);
  const incident = await see(telling, "the end", (view) => {
    const found = incidentIn(view);
    return found?.status.startsWith("Resolved") ? found : undefined;
  });
  telling.teller.say(`${incident.name} is over. The card says: ${incident.status}.`);
}

type Incident = { readonly name: string; readonly status: string };

/** What the card in the team's channel says. */
function incidentIn({ written, plain }: View): Incident | undefined {
  const [card] = written(HOME);
  if (card === undefined) return undefined;
  const text = plain(card.text);
  const [name = "The incident"] = /INC-\d+/.exec(text) ?? [];
  const [status = "nothing about its status"] =
    /(?:Triggered|Acknowledged|Resolved)[^.]*/.exec(text) ?? [];
  return { name, status };
}

/** The incident, once somebody has it or it is over. */
function takenIn(view: View): Incident | undefined {
  const incident = incidentIn(view);
  return incident?.status.startsWith("Triggered") ? undefined : incident;
}

async function see<Seen>(
  { slackUrl, signal }: Telling,
  what: string,
  look: (view: View) => Seen | undefined,
): Promise<Seen> {
  const seen = await until(slackUrl, look, { withinMs: PATIENCE_MS, signal });
  if (seen !== null) return seen;
  throw new StoryStuck(`Nothing was seen of ${what} for ${PATIENCE_MS / 1000} seconds.`);
}
