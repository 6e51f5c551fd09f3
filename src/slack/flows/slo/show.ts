import type { DateTime } from "luxon";
import { canDraw } from "#charts/can-draw.ts";
import type { BudgetInputs } from "#domain/objective/budget-inputs.ts";
import { readStandings, type Standing } from "#engine/budget/standings.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { FlowCall, Flow } from "#slack/flows/desk/flow.ts";
import { renderObjective } from "#slack/views/objective.ts";
import { renderObjectives } from "#slack/views/objectives.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import { findObjectives } from "./find-objectives.ts";
import { sendChart } from "./send-chart.ts";
import { within } from "./within.ts";

/** Somebody waits for the answer. */
const ASKED_FOR_MS = 5000;

const NO_CHARTS = say("Charts cannot be drawn where Muster runs; its log says what to do.");

/** One objective: its numbers, what they are computed from, and a chart. */
export const show: Flow = {
  word: "show",
  usage: [
    {
      typed: "show checkout-requests",
      says: "shows one with its numbers, what they are computed from, and a chart.",
    },
  ],
  run: showObjective,
};

async function showObjective(desk: Desk, call: FlowCall): Promise<Message | null> {
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
async function showOne(desk: Desk, call: FlowCall, stored: Standing): Promise<Message | null> {
  const { engine } = desk;
  const now = await readClock(engine.database.kysely);
  const { standing, inputs } = await askNow(desk, stored, now);
  const rules = engine.configuration().budgetPolicy.freeze ?? null;
  const shown = renderObjective(standing, { inputs, now, rules, command: call.command });
  const isAnswered = standing.readAt !== null && standing.error === null;
  if (!isAnswered) return shown;
  await call.tell(shown);
  if (!(await canDraw())) return NO_CHARTS;
  const [labels, at] = [inputs?.labels ?? {}, Math.floor(now.toSeconds())];
  return await sendChart(desk, call, { standing, labels, at });
}

type Asked = { readonly standing: Standing; readonly inputs: BudgetInputs | null };

/** How it stands at this moment, and what that is computed from; what is not answered in time is as it was last read. */
async function askNow({ engine }: Desk, stored: Standing, now: DateTime): Promise<Asked> {
  const reader = engine.budgets();
  if (reader === null) return { standing: stored, inputs: null };
  const { objective } = stored;
  const at = Math.floor(now.toSeconds());
  const [read, counted] = await Promise.allSettled([
    within(reader.read(objective, at), ASKED_FOR_MS),
    within(reader.inputs(objective, at), ASKED_FOR_MS),
  ]);
  if (read.status === "rejected") {
    const { reason }: { readonly reason: unknown } = read;
    const words = reason instanceof Error ? reason.message : String(reason);
    engine.logger.warn({ objective: objective.id, error: words }, "budget not shown as it is now");
    return { standing: { ...stored, error: words }, inputs: null };
  }
  const live = { ...read.value, used: null };
  const inputs = counted.status === "fulfilled" ? counted.value : null;
  return { standing: { ...stored, live, readAt: now, error: null }, inputs };
}
