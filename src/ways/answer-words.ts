import type { Answered, AnsweredIncident } from "#engine/answered.ts";

const IN_SLACK = "Look in Slack.";

/** What an acknowledgement did, in sentences that can be read and spoken. */
export function acknowledgedWords(answered: Answered): string {
  switch (answered.kind) {
    case "unknown":
      return `Nothing waits for you here. ${IN_SLACK}`;
    case "over":
      return `${namesOf(answered.incidents)} is over. Nothing is left to do.`;
    case "test":
      return "Your answer arrived. That was only a test.";
    case "taken":
      return answered.incidents.map((incident) => stateOf(incident, answered.person)).join(" ");
  }
}

/** What calling the next level did. */
export function escalatedWords(answered: Answered): string {
  if (answered.kind !== "taken") return acknowledgedWords(answered);
  return answered.incidents
    .map(({ name, changed, reason }) => {
      return changed ? `${name} is escalated: the next level is paged.` : `${name}: ${reason}.`;
    })
    .join(" ");
}

/** "INC-1 and INC-2". */
export function namesOf(incidents: readonly Pick<AnsweredIncident, "name">[]): string {
  const names = incidents.map(({ name }) => name);
  if (names.length === 0) return "It";
  const first = names.slice(0, -1).join(", ");
  return first === "" ? names.join("") : `${first} and ${names.at(-1)}`;
}

function stateOf({ name, isOver, changed, holder }: AnsweredIncident, person: string): string {
  if (isOver) return `${name} is over.`;
  if (changed) return `You have ${name} now.`;
  if (holder === null) return `${name} could not be taken. ${IN_SLACK}`;
  return holder === person ? `You have ${name} already.` : `${holder} has ${name} already.`;
}
