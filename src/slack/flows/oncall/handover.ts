import { peopleOnCall } from "#domain/schedule/rotas.ts";
import { beginHandOver } from "#engine/duty/hand-over.ts";
import { readHandOverFacts } from "#engine/duty/read-brief.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { briefBlocks } from "#slack/views/hand-over.ts";
import { header, message, type Message } from "#slack/words/blocks.ts";
import { outside, plainLine } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import type { HandOver } from "#store/duty/hand-overs.ts";
import { type ChosenSchedules, chooseSchedules } from "./choose-schedules.ts";
import type { OncallCall, OncallFlow } from "./flow.ts";

/** The brief at any time; whoever is on call gets it as a draft to add to and to send. */
export const handover: OncallFlow = {
  word: "handover",
  usage: [
    {
      typed: "handover",
      says: "begins to hand over your shift: what is open, and a note of yours.",
    },
    { typed: "handover checkout", says: "shows what a schedule's next shift has to know." },
  ],
  run: handOver,
};

async function handOver(desk: Desk, { text, person, command }: OncallCall): Promise<Message> {
  const [name = null] = text.split(/\s+/).filter((part) => part !== "");
  const chosen = await schedulesMeant(desk, name, person);
  if (chosen.kind === "none") return chosen.reason;
  const { ids } = chosen;
  const [id] = ids;
  if (id === undefined) {
    return say(
      `You are not on call, so there is nothing of yours to hand over. \`${command} handover <schedule>\` shows what a schedule's next shift has to know.`,
    );
  }
  if (ids.length > 1) {
    return say(`Which of them? \`${command} handover ${ids.join(`\`, \`${command} handover `)}\``);
  }
  const begun = person === null ? null : await beginHandOver(desk.engine, id, person);
  if (begun === null) return await showBrief(desk, id);
  if (begun.postedAt !== null) return say(sentWords(desk, begun));
  return say(
    "Look at our conversation: the draft is there. Add a note, and send it when you are ready.",
  );
}

function sentWords({ engine }: Desk, { receiver, acceptedAt }: HandOver): string {
  const who = receiver === null ? "Nobody" : outside(nameIn(engine.configuration(), receiver), 80);
  const answered = acceptedAt === null ? "has not accepted it yet" : "has accepted it";
  return `Your hand-over is sent already. ${who} ${answered}.`;
}

/** What was named, or everything that the person has now. */
async function schedulesMeant(
  { engine }: Desk,
  name: string | null,
  person: string | null,
): Promise<ChosenSchedules> {
  const configuration = engine.configuration();
  if (name !== null) return chooseSchedules(configuration, person, name);
  const now = (await readClock(engine.database.kysely)).toMillis();
  const rotas = engine.rotas.rotas(configuration);
  const ids = [...configuration.schedules.keys()].filter((id) => {
    return person !== null && peopleOnCall(rotas, id, "current", now).includes(person);
  });
  return { kind: "chosen", ids };
}

/** To read only: it is somebody else's shift, or nobody comes after it. */
async function showBrief({ engine }: Desk, schedule: string): Promise<Message> {
  const { kysely } = engine.database;
  const configuration = engine.configuration();
  const at = await readClock(kysely);
  const [giver = null] = peopleOnCall(
    engine.rotas.rotas(configuration),
    schedule,
    "current",
    at.toMillis(),
  );
  const facts = await readHandOverFacts(engine, kysely, { ...NOT_WRITTEN, schedule, giver, at });
  if (facts === null) return say("This schedule is not in muster.yaml any more.");
  const title = `What the next shift of ${facts.schedule.name} has to know`;
  function nameOf(one: string): string {
    return nameIn(configuration, one);
  }
  return message(outside(title, 150), [
    header(plainLine(title, 140)),
    ...briefBlocks({ ...facts, nameOf }),
  ]);
}

const NOT_WRITTEN: Omit<HandOver, "schedule" | "giver" | "at"> = {
  id: 0,
  receiver: null,
  note: null,
  postedAt: null,
  confirmedAt: null,
  acceptedAt: null,
};
