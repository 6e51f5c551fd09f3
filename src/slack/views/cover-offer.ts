import type { CoverRequest } from "#domain/change/cover-request.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, type Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import { spanWords } from "#slack/words/change-words.ts";
import type { NameOf } from "#slack/words/incident-words.ts";
import type { Pen } from "#slack/words/mrkdwn.ts";

export type OfferFacts = {
  readonly request: CoverRequest;
  readonly nameOf: NameOf;
  readonly scheduleName: string;
};

const NAME_LENGTH = 80;

/** What a request says wherever it is offered; what can be pressed goes once it is closed. */
export function renderOffer(facts: OfferFacts): Message {
  return inBothPens((pen) => [offerLines(facts, pen)], buttons(facts.request));
}

/** To who asked, when nobody will take the shift. */
export function renderUnmet(facts: OfferFacts): Message {
  return inBothPens((pen) => [
    [...shiftLines(facts, pen), `${stateWords(facts, pen)} You have the shift.`],
  ]);
}

function offerLines(facts: OfferFacts, pen: Pen): readonly string[] {
  const { request } = facts;
  const who = name(facts, request.person, pen);
  const head = request.swap === null ? "asks who can take a shift" : "offers you a swap";
  const note = request.note === "" ? [] : [`> ${pen.text(request.note, 300)}`];
  const state = request.state === "open" ? [] : [stateWords(facts, pen)];
  return [`*${who} ${head}*`, ...shiftLines(facts, pen), ...note, ...state];
}

function shiftLines(facts: OfferFacts, pen: Pen): readonly string[] {
  const { request } = facts;
  const title = `*${pen.text(facts.scheduleName, NAME_LENGTH)}*`;
  const who = name(facts, request.person, pen);
  if (request.swap === null) return [`${title}, ${who}'s shift ${spanWords(request, pen)}`];
  const { asked, want } = request.swap;
  const other = name(facts, asked, pen);
  return [
    `• ${title}: ${other} takes ${who}'s shift ${spanWords(request, pen)}`,
    `• ${title}: ${who} takes ${other}'s shift ${spanWords(want, pen)}`,
  ];
}

function stateWords(facts: OfferFacts, pen: Pen): string {
  const { state, takenBy, swap } = facts.request;
  switch (state) {
    case "open":
      return "It is still open.";
    case "taken":
      return `${takenBy === null ? "Somebody" : name(facts, takenBy, pen)} ${swap === null ? "took it" : "accepted it"}.`;
    case "declined":
      return `${swap === null ? "Somebody" : name(facts, swap.asked, pen)} declined it.`;
    case "cancelled":
      return "It was taken back.";
    case "expired":
      return "Nobody took it in time.";
  }
}

function buttons({ id, state, swap }: CoverRequest): ReturnType<typeof actions> {
  if (state !== "open") return [];
  if (swap === null) {
    return actions("cover", [button(ACTIONS.takeCover, "Take", id, { style: "primary" })]);
  }
  return actions("swap", [
    button(ACTIONS.acceptSwap, "Accept", id, { style: "primary" }),
    button(ACTIONS.declineSwap, "Decline", id),
  ]);
}

function name({ nameOf }: OfferFacts, person: string, pen: Pen): string {
  return pen.text(nameOf(person), NAME_LENGTH);
}
