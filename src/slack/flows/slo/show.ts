import type { DateTime } from "luxon";
import { canDraw } from "#charts/can-draw.ts";
import type { BudgetInputs } from "#domain/objective/budget-inputs.ts";
import { readStandings, type Standing } from "#engine/budget/standings.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { renderObjective } from "#slack/views/objective.ts";
import { renderObjectives } from "#slack/views/objectives.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import { findObjectives } from "./find-objectives.ts";
import type { SloCall, SloFlow } from "./flow.ts";
import { sendChart } from "./send-chart.ts";
import { within } from "./within.ts";

/** Somebody waits for the answer. */
const ASKED_FOR_MS = 5000;

/** One objective: its numbers, what they are computed from, and a chart. */
export const show: SloFlow = {
  word: "show",
  usage: [
    {
      typed: "show checkout-requests",
      says: "shows one with its numbers, what they are computed from, and a chart.",
    },
  ],
  run: showObjective,
};

async function showObjective(desk: Desk, call: SloCall): Promise<Message | null> {
  const { engine } = desk;
  const { text, command } = call;
  const configuration = engine.configuration();
  if (text === "") return say(`Which one? \`${command} list\` shows them.`);
  const standings = await readStandings(engine, engine.database.kysely);
  const found = findObjectives(standings, configuration, text);
  if (found.kind === "none") return found.reason;
  const [standing, ...others] = found.standings;
  const now = await readClock(engine.database.kysely);
  if (standing === undefined || others.length > 0) {
    const { services } = configuration;
    return renderObjectives(found.standings, { now, command, services });
  }
  return await showOne(desk, call, standing);
}

/** The numbers first; the chart follows when Prometheus answers in time. */
async function showOne(desk: Desk, call: SloCall, stored: Standing): Promise<Message | null> {
  const { engine } = desk;
  const now = await readClock(engine.database.kysely);
  const { standing, inputs } = await askNow(desk, stored, now);
  const rules = engine.configuration().budgetPolicy.freeze ?? null;
  const shown = renderObjective(standing, { inputs, now, rules, command: call.command });
  if (inputs === null || !(await canDraw())) return shown;
  await call.tell(shown);
  return await sendChart(desk, call, { standing, at: Math.floor(now.toSeconds()) });
}

type Asked = { readonly standing: Standing; readonly inputs: BudgetInputs | null };

/** How it stands at this moment; where that is not answered in time, as it was last read. */
async function askNow({ engine }: Desk, stored: Standing, now: DateTime): Promise<Asked> {
  const reader = engine.budgets();
  if (reader === null) return { standing: stored, inputs: null };
  const { objective } = stored;
  const at = Math.floor(now.toSeconds());
  try {
    const asked = Promise.all([reader.read(objective, at), reader.inputs(objective, at)]);
    const [live, inputs] = await within(asked, ASKED_FOR_MS);
    const read = { live: { ...live, used: null }, readAt: now, error: null };
    return { standing: { ...stored, ...read }, inputs };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    engine.logger.warn({ objective: objective.id, error: words }, "budget not shown as it is now");
    return { standing: { ...stored, error: words }, inputs: null };
  }
}
