import type { types } from "@slack/bolt";
import { type ServiceDuty, serviceDuties, servicesAround } from "#domain/service/service-duty.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { readNaming } from "#slack/flows/oncall/oncall-facts.ts";
import { context, header, section } from "#slack/words/blocks.ts";
import { type Naming, serviceLine } from "#slack/words/duty-words.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import type { Viewer } from "./section.ts";

/** More are for the command; the page has to be readable on a phone. */
const MOST_LINES = 20;
const LINES_A_SECTION = 5;

/** Who is on call for each service, those of the viewer's teams first. */
export async function currentDuties(
  desk: Desk,
  { person }: Viewer,
): Promise<readonly types.KnownBlock[]> {
  const { engine } = desk;
  const configuration = engine.configuration();
  const rotas = engine.rotas.rotas(configuration);
  const now = await readClock(engine.database.kysely);
  const own = person === null ? [] : servicesAround(configuration, person);
  const others = [...configuration.services.values()].filter((service) => !own.includes(service));
  const present = { configuration, rotas, now };
  const duties = [...serviceDuties(own, present), ...serviceDuties(others, present)];
  return dutyBlocks(duties, await readNaming(engine), configuration.slack.oncallCommand);
}

export function dutyBlocks(
  duties: readonly ServiceDuty[],
  naming: Naming,
  command: string,
): readonly types.KnownBlock[] {
  if (duties.length === 0) return [];
  const lines = duties.slice(0, MOST_LINES).map((duty) => serviceLine(duty, naming, IN_BLOCK));
  const starts = lines.keys().filter((index) => index % LINES_A_SECTION === 0);
  const rest = duties.slice(MOST_LINES).flatMap(({ services }) => services).length;
  return [
    header("On call now"),
    ...[...starts].map((start) => section(...lines.slice(start, start + LINES_A_SECTION))),
    ...(rest > 0 ? [context(`And ${rest} more services: \`${command} who SERVICE\``)] : []),
  ];
}
