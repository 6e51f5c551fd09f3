import { z } from "zod";
import type { Actor } from "#domain/actor.ts";
import { elsewhere } from "#domain/change/change-conflicts.ts";
import type { CoverAct, CoverRefusal, CoverRequest } from "#domain/change/cover-request.ts";
import { actOnRequest, type CoverOutcome } from "#engine/duty/cover-requests.ts";
import { answer, say } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Sentence } from "#slack/flows/incident/answers.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { isAdmin } from "#slack/flows/wish/wish-flow.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { spanWords } from "#slack/words/change-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";

const UNREADABLE = "This button is of an older Muster. Type the command again.";
const NOT_YOU =
  "muster.yaml does not know you, so you can take no shift. Whoever looks after it can add you under people.";

/** Somebody takes a shift that was offered to all, or accepts a swap. */
export async function onTake(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, (person) => (person === null ? null : { kind: "take", person }));
}

export async function onDecline(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, (person) => (person === null ? null : { kind: "decline", person }));
}

/** Whoever asked asks no more. */
export async function onCancelRequest(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, (person) => {
    return { kind: "cancel", person, isAdmin: isAdmin(desk.engine.configuration(), person) };
  });
}

async function act(
  desk: Desk,
  args: ActionArgs,
  meant: (person: string | null) => CoverAct | null,
): Promise<void> {
  await args.ack();
  const id = z.uuid().safeParse(valueOf(args));
  await answer(
    desk,
    askerAt(desk, args),
    async ({ actor }) => {
      if (!id.success) return say(UNREADABLE);
      const wanted = meant(actor.kind === "person" ? actor.person : null);
      if (wanted === null) return say(NOT_YOU);
      return say(await perform(desk, id.data, { act: wanted, by: actor }));
    },
    "full-members",
  );
}

async function perform(
  desk: Desk,
  id: string,
  wanted: { readonly act: CoverAct; readonly by: Actor },
): Promise<Sentence> {
  const outcome = await actOnRequest(desk.engine, id, wanted);
  return outcome.kind === "unknown" ? UNREADABLE : outcomeWords(desk, outcome);
}

function outcomeWords(
  desk: Desk,
  outcome: Exclude<CoverOutcome, { readonly kind: "unknown" }>,
): Sentence {
  const { request } = outcome;
  switch (outcome.kind) {
    case "closed":
    case "repeated":
      return closedWords(desk, request);
    case "refused":
      return refusalWords(desk, request, outcome.reason);
  }
}

function closedWords(desk: Desk, request: CoverRequest): Sentence {
  const who = nameOf(desk, request.person);
  switch (request.state) {
    case "taken":
      return takenWords(desk, request);
    case "declined":
      return `You declined it. ${who} is told and keeps the shift.`;
    case "cancelled":
      return `The request is taken back. ${who} keeps the shift.`;
    case "expired":
    case "open":
      return `${who} has the shift.`;
  }
}

function takenWords(desk: Desk, request: CoverRequest): Sentence {
  const { schedule, person, swap } = request;
  const { schedules } = desk.engine.configuration();
  const title = `*${outside(schedules.get(schedule)?.name ?? schedule, 80)}*`;
  const yours = `You are on call for ${title} ${spanWords(request, IN_BLOCK)}`;
  const who = nameOf(desk, person);
  const also = elsewhereWords(desk, request);
  if (swap === null) return `${yours}, in place of ${who}. Thank you.${also}`;
  return `${yours}, and ${who} ${spanWords(swap.want, IN_BLOCK)}.${also}`;
}

/** Whoever took it may have another schedule at that time. */
function elsewhereWords({ engine }: Desk, request: CoverRequest): Sentence {
  const configuration = engine.configuration();
  const rotas = engine.rotas.rotas(configuration);
  const lines = elsewhere(rotas, { ...request, person: request.takenBy ?? "" }).map((other) => {
    const name = configuration.schedules.get(other.schedule)?.name ?? other.schedule;
    return ` You also have *${outside(name, 80)}* ${spanWords(other, IN_BLOCK)}.`;
  });
  return lines.join("");
}

function refusalWords(desk: Desk, request: CoverRequest, reason: CoverRefusal): Sentence {
  const who = nameOf(desk, request.person);
  switch (reason) {
    case "taken":
      return `${nameOf(desk, request.takenBy)} was faster and has the shift already. Nothing was done.`;
    case "declined":
      return `It was declined already. ${who} keeps the shift.`;
    case "cancelled":
      return `The request was taken back. ${who} keeps the shift.`;
    case "expired":
      return `It is too late: the time for taking it is over. ${who} has the shift; to take over now, type \`${desk.engine.configuration().slack.oncallCommand} take ${request.schedule}\`.`;
    case "own":
      return "It is your own shift, so you cannot take it.";
    case "not-asked":
      return `Only ${nameOf(desk, request.swap?.asked ?? null)} can answer this, to whom it is offered.`;
    case "not-yours":
      return `Only ${who}, or an admin, can take this request back.`;
    case "moved":
      return "The shifts have changed since it was asked, so nothing was done. Whoever asked can ask again.";
    case "not-due":
      return "It is still open.";
  }
}

function nameOf({ engine }: Desk, person: string | null): string {
  if (person === null) return "Somebody";
  return outside(nameIn(engine.configuration(), person), 80);
}
