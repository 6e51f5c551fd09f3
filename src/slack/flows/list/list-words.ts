import type { Configuration } from "#domain/configuration/configuration.ts";
import { holderWords, unreadableWords } from "#slack/words/holder-words.ts";
import { plural } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import type { ListFilter } from "./list-state.ts";
import { RECENT_DAYS, type ShownList } from "./read-list.ts";

type Named = Pick<Configuration, "services" | "teams">;

/** How many there are of what was asked for and, of the open ones, whether somebody has them. */
export function listSummary(list: ShownList, named: Named): string {
  const { filter, count, page } = list;
  const noun = filter.drills ? "drill" : "incident";
  const which = filterWords(filter, named);
  if (count === 0) return `${emptyWords(noun, filter)}${which}.`;
  const note = filter.scope === "open" ? holderWords(page, count) : unreadableWords(page, count);
  const many = `${plural(count, noun)} ${SCOPE_WORDS[filter.scope]}${which}`;
  return `${[many, note].filter((part) => part !== "").join("; ")}.`;
}

const LATELY = `in the last ${RECENT_DAYS} days`;
const SCOPE_WORDS = { open: "open", recent: `ended ${LATELY}`, all: "in all" } as const;

function emptyWords(noun: string, { scope }: ListFilter): string {
  switch (scope) {
    case "open":
      return `No ${noun} is open`;
    case "recent":
      return `No ${noun} ended ${LATELY}`;
    case "all":
      return `There is no ${noun}`;
  }
}

/** By what it was chosen, in brackets. */
function filterWords(
  { mine, severity, service, team }: ListFilter,
  { services, teams }: Named,
): string {
  const parts = [
    ...(mine ? ["yours"] : []),
    ...(severity === null ? [] : [severity]),
    ...(service === null ? [] : [outside(services.get(service)?.name ?? service, 80)]),
    ...(team === null ? [] : [`team ${outside(teams.get(team)?.name ?? team, 80)}`]),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
