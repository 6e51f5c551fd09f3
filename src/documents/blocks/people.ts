import { type Drawing, list, moment, plural, table } from "#documents/drawing.ts";
import { escaped } from "#documents/escape.ts";
import type { PageFact } from "#domain/postmortem/page-facts.ts";

const NOBODY = "nobody";

/** Who had which role, and who else took part. */
export function peopleBlock({ facts: { people } }: Drawing): string {
  const { lead, roles, acknowledgedBy, responders } = people;
  const others = roles.map(({ role, name }) => `**${escaped(role)}:** ${escaped(name)}`);
  return list([
    ...(lead === null ? [`**Lead:** ${NOBODY}`] : []),
    ...others,
    `**Acknowledged by:** ${acknowledgedBy === null ? NOBODY : escaped(acknowledgedBy)}`,
    `**Took part:** ${responders.length === 0 ? NOBODY : responders.map((name) => escaped(name)).join(", ")}`,
  ]);
}

const HOURS: Readonly<Record<NonNullable<PageFact["hours"]>, string>> = {
  business: "working hours",
  off: "out of hours",
  night: "at night",
};

/** Who was paged and when, and what that cost them. */
export function pagesBlock({ facts: { pages }, zone }: Drawing): string {
  const { all, sent, outOfHours, atNight } = pages;
  if (all.length === 0) return "Nobody was paged.";
  const cost = `${plural(sent, "page")} to people went out, ${outOfHours} of them out of working hours and ${atNight} while they sleep (22 to 8 where they live).`;
  const head = ["To", "When", "State", "For them", "Why"];
  const rows = all.map(({ to, at, state, hours, reason }) => [
    escaped(to),
    moment(at, zone),
    state,
    hours === null ? "—" : HOURS[hours],
    reason === "" ? "—" : escaped(reason, 200),
  ]);
  return `${cost}\n\n${table(head, rows)}`;
}
