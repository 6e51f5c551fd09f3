import type { Configuration, Team } from "#domain/configuration/configuration.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import { teamZone } from "#domain/learning/team-report.ts";
import { laterWeek, parseWeek, type Week, weekAt } from "#domain/learning/week.ts";
import { readReport } from "#engine/learning/read-report.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { renderReport } from "#slack/views/report/report.ts";
import { type Message, message, section } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import type { OncallCall, OncallFlow } from "./flow.ts";

const NAME_LENGTH = 63;

/** What a team's week was like, for whoever asks. */
export const report: OncallFlow = {
  word: "report",
  usage: [
    { typed: "report", says: "shows what last week was like for your team." },
    {
      typed: "report checkout 2026-W47",
      says: "shows it for a team and a week; `this` and `last` are weeks, too.",
    },
  ],
  run: showReport,
};

async function showReport(
  { engine }: Desk,
  { text, person, command }: OncallCall,
): Promise<Message> {
  const configuration = engine.configuration();
  const words = text.split(/\s+/).filter((word) => word !== "");
  const [named] = words.filter((word) => !isWeek(word));
  const team = teamMeant(configuration, named ?? null, person);
  if (team === null) return whichTeam(configuration, named ?? null);
  const now = (await readClock(engine.database.kysely)).toMillis();
  const week = weekMeant(words.find(isWeek) ?? "last", weekAt(now, teamZone(configuration, team)));
  const shown = await readReport(engine, team, week);
  return renderReport({ report: shown, teamName: team.name, team: team.id, command });
}

/** Their own team, or the only one, when none is named. */
function teamMeant(
  { teams }: Configuration,
  named: string | null,
  person: string | null,
): Team | null {
  if (named !== null) return teams.get(named.toLowerCase()) ?? null;
  const all = [...teams.values()];
  const own = all.find(({ members }) => person !== null && members.includes(person));
  return own ?? (all.length === 1 ? (all[0] ?? null) : null);
}

function isWeek(word: string): boolean {
  return parseWeek(word, "2026-W01") !== null;
}

function weekMeant(typed: string, current: Week): Week {
  return parseWeek(typed, current) ?? laterWeek(current, -1);
}

function whichTeam({ teams }: Configuration, named: string | null): Message {
  const guess = named === null ? null : closestName(named.toLowerCase(), [...teams.keys()]);
  const known = [...teams.keys()].map((id) => `\`${id}\``).join(", ");
  const first =
    named === null
      ? "Which team? You are in none that I know."
      : `I know no team or week \`${outside(named, NAME_LENGTH)}\`.`;
  const meant = guess === null || guess === undefined ? "" : ` Did you mean \`${guess}\`?`;
  const words = `${first}${meant} The teams: ${known}. A week is written 2026-W47.`;
  return message(words, [section(words)]);
}
