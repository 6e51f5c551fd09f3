import { enumerate } from "#domain/text.ts";
import type { Answered, AnsweredIncident } from "#engine/page/answered.ts";

const IN_SLACK = "Look in Slack.";
/** More are only counted: an answer is heard or read on a phone. */
const MOST_NAMES = 5;

type Incidents = readonly AnsweredIncident[];

/** A sentence without the names in it, for one incident and for several. */
type Frame = { readonly before: string; readonly one: string; readonly several: string };

const OVER: Frame = { before: "", one: " is over.", several: " are over." };

/** What an acknowledgement did, in sentences that can be read and spoken. */
export function acknowledgedWords(answered: Answered): string {
  switch (answered.kind) {
    case "unknown":
      return `Nothing waits for you here. ${IN_SLACK}`;
    case "over":
      return overWords(answered.incidents);
    case "test":
      return "Your answer arrived. That was only a test.";
    case "taken":
      return alike(answered.incidents, (incident) => stateOf(incident, answered.person));
  }
}

/** What calling the next level did. */
export function escalatedWords(answered: Answered): string {
  if (answered.kind !== "taken") return acknowledgedWords(answered);
  return alike(answered.incidents, ({ changed, reason }) => {
    if (!changed) return around("", `: ${reason}.`);
    const next = "escalated: the next level is paged.";
    return around("", ` is ${next}`, ` are ${next}`);
  });
}

/** "INC-1 and INC-2". */
export function namesOf(incidents: Incidents): string {
  const names = incidents.map(({ name }) => name);
  return names.length === 0 ? "It" : enumerate(names, MOST_NAMES);
}

/** Whoever was called for what goes on elsewhere may still be needed there. */
function overWords(incidents: Incidents): string {
  const goesOn = incidents.some(({ goesOnAs }) => goesOnAs !== undefined);
  return `${alike(incidents, overFrame)} ${goesOn ? IN_SLACK : "Nothing is left to do."}`;
}

function overFrame({ goesOnAs }: AnsweredIncident): Frame {
  if (goesOnAs === undefined) return OVER;
  return around("", ` goes on as ${goesOnAs}.`, ` go on as ${goesOnAs}.`);
}

function around(before: string, one: string, several = one): Frame {
  return { before, one, several };
}

/** One sentence for all of which the same is to be said. */
function alike(incidents: Incidents, frameOf: (incident: AnsweredIncident) => Frame): string {
  const groups = Map.groupBy(incidents, (incident) => JSON.stringify(frameOf(incident)));
  const sentences = [...groups.values()].map(([first, ...others]) => {
    if (first === undefined) return "";
    const { before, one, several } = frameOf(first);
    return `${before}${namesOf([first, ...others])}${others.length === 0 ? one : several}`;
  });
  return sentences.join(" ");
}

function stateOf(incident: AnsweredIncident, person: string): Frame {
  const { isOver, changed, holder } = incident;
  if (isOver) return overFrame(incident);
  if (changed && (holder ?? person) !== person) return around("You have acknowledged ", " too.");
  if (changed) return around("You have ", " now.");
  if (holder === null) return around("", ` could not be taken. ${IN_SLACK}`);
  return around(holder === person ? "You have " : `${holder} has `, " already.");
}
