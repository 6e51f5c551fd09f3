import { serviceDuties, servicesAround } from "#domain/service/service-duty.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { zoneOf } from "#slack/flows/wish/wish-flow.ts";
import type { Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import { serviceLine } from "#slack/words/duty-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readTime, TIME_EXAMPLES } from "#slack/words/typed-time.ts";
import { readClock } from "#store/database/clock.ts";
import { chooseSchedules } from "./choose-schedules.ts";
import type { OncallCall, OncallFlow } from "./flow.ts";
import { readNaming, readOncall } from "./oncall-facts.ts";
import { renderDuties } from "./rota-answers.ts";

/** Slack takes fifty blocks in a message. */
const MOST_LINES = 45;

/** Who is on call, and who is next. */
export const who: OncallFlow = {
  word: "who",
  usage: [
    { typed: "", says: "says who is on call for your teams' services, and who is next." },
    { typed: "who checkout", says: "says it for a schedule, a service or a team." },
    { typed: "who checkout friday 18:00", says: "says who will be then." },
  ],
  run: async (desk, call) => {
    return call.text === "" ? await showOwn(desk, call) : await showAsked(desk, call);
  },
};

/** Of somebody who has no services, the schedules. */
async function showOwn(desk: Desk, { person }: OncallCall): Promise<Message> {
  const { engine } = desk;
  const configuration = engine.configuration();
  const services = person === null ? [] : servicesAround(configuration, person);
  if (services.length === 0) {
    const chosen = chooseSchedules(configuration, person, null);
    return chosen.kind === "none"
      ? chosen.reason
      : renderDuties(await readOncall(desk, chosen.ids));
  }
  const now = await readClock(engine.database.kysely);
  const rotas = engine.rotas.rotas(configuration);
  const duties = serviceDuties(services, { configuration, rotas, now }).slice(0, MOST_LINES);
  const naming = await readNaming(engine);
  return inBothPens((pen) => duties.map((duty) => [serviceLine(duty, naming, pen)]));
}

/** A name, a time, or a name and a time. */
async function showAsked(desk: Desk, call: OncallCall): Promise<Message> {
  const { text, person, slackId } = call;
  const configuration = desk.engine.configuration();
  const now = (await readClock(desk.engine.database.kysely)).toMillis();
  const speaker = { now, zone: await zoneOf(desk, slackId) };
  const [first = "", ...others] = text.split(/\s+/);
  const named = chooseSchedules(configuration, person, first);
  const isTime = named.kind === "none" && readTime(text, speaker).kind !== "unclear";
  const chosen = isTime ? chooseSchedules(configuration, person, null) : named;
  if (chosen.kind === "none") return chosen.reason;
  const when = isTime ? text : others.join(" ");
  if (when === "") return renderDuties(await readOncall(desk, chosen.ids));
  const typed = readTime(when, speaker);
  if (typed.kind === "time") return renderDuties(await readOncall(desk, chosen.ids, typed.instant));
  const shown = outside(when, 60);
  return say(
    typed.kind === "past"
      ? `${shown} is over; only who is on call now or later can be asked for.`
      : `“${shown}” is not a time. ${TIME_EXAMPLES}`,
  );
}
