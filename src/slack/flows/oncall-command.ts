import type { Configuration } from "#domain/configuration.ts";
import { closestName } from "#domain/did-you-mean.ts";
import { schedulesAround, schedulesNamed } from "#domain/find-schedules.ts";
import { nameIn } from "#slack/people/name-in.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/clock.ts";
import { answer, say, type Permitted } from "./answer.ts";
import { askerOfCommand, type CommandArgs } from "./asker.ts";
import type { Desk } from "./desk.ts";
import {
  type OncallFacts,
  renderDuties,
  renderGaps,
  renderOncallHelp,
  renderOwnShifts,
  renderShifts,
} from "./oncall-answers.ts";
import { parseOncall, type TypedOncall } from "./parse-oncall.ts";

/** Somebody typed `/oncall …`. */
export async function onOncallCommand(desk: Desk, args: CommandArgs): Promise<void> {
  await args.ack();
  const typed = parseOncall(args.command.text);
  await answer(desk, askerOfCommand(args), (person) => reply(desk, person, typed));
}

async function reply(desk: Desk, { actor }: Permitted, typed: TypedOncall): Promise<Message> {
  const configuration = desk.engine.configuration();
  const command = configuration.slack.oncallCommand;
  const person = actor.kind === "person" ? actor.person : null;
  switch (typed.kind) {
    case "help":
      return renderOncallHelp(command);
    case "unknown": {
      const hint = typed.guess === null ? "" : ` Did you mean \`${command} ${typed.guess}\`?`;
      const word = outside(typed.word, 40).replaceAll("`", "'");
      return renderOncallHelp(command, `There is no \`${command} ${word}\`.${hint}`);
    }
    case "me":
      if (person === null) return say(unknownPerson);
      return renderOwnShifts(await facts(desk, [...configuration.schedules.keys()]), person);
    case "who":
    case "shifts":
    case "gaps":
      return await show(desk, typed, person);
  }
}

const unknownPerson =
  "muster.yaml does not know you, so you have no shifts. Whoever looks after it can add you under people, with your e-mail address or Slack member id.";

async function show(
  desk: Desk,
  { kind, name }: Extract<TypedOncall, { readonly name: string | null }>,
  person: string | null,
): Promise<Message> {
  const configuration = desk.engine.configuration();
  if (configuration.schedules.size === 0) return say(noSchedules);
  const ids =
    name === null ? schedulesAround(configuration, person) : schedulesNamed(configuration, name);
  if (ids === null) return say(noSuchSchedule(configuration, name ?? ""));
  if (ids.length === 0)
    return say(
      `No schedule pages for ${outside(name ?? "", 60)}: its policy names people or channels.`,
    );
  const known = await facts(desk, ids);
  switch (kind) {
    case "who":
      return renderDuties(known);
    case "shifts":
      return renderShifts(known);
    case "gaps":
      return renderGaps(known);
  }
}

const noSchedules =
  "muster.yaml has no schedules: its policies name people, and they are always the same.";

function noSuchSchedule({ schedules, services }: Configuration, name: string): string {
  const known = [...schedules.keys(), ...services.keys()];
  const guess = closestName(name, known);
  const hint =
    guess === null ? `There are: ${[...schedules.keys()].join(", ")}.` : `Did you mean ${guess}?`;
  return `No schedule or service is called ${outside(name, 60)}. ${hint}`;
}

/** Asks the database for the time, as paging does. */
async function facts({ engine }: Desk, ids: readonly string[]): Promise<OncallFacts> {
  const configuration = engine.configuration();
  const now = await readClock(engine.database.kysely);
  const rotas = engine.rotas.rotas(configuration);
  const schedules = ids.flatMap((id) => {
    const schedule = rotas.schedules.get(id);
    const timeline = rotas.around(id, now.toMillis());
    return schedule === undefined || timeline === null ? [] : [{ schedule, timeline }];
  });
  return { now, schedules, nameOf: (person) => nameIn(configuration, person) };
}
