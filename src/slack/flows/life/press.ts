import type { IncidentId } from "#domain/incident/incident.ts";
import { Verdict } from "#domain/response/life.ts";
import { Severity } from "#domain/severity.ts";
import { readIncidentBudgets } from "#engine/incident/incident-budgets.ts";
import { answer, say } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { saveOutcome } from "./outcome.ts";
import { openSeverity } from "./severity.ts";

/** A button under the question whether the page was worth waking somebody for. */
export async function onVerdict(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const [number = "", word = ""] = valueOf(args).split(":");
  const id = readIncidentId(number);
  const verdict = Verdict.safeParse(word);
  await answer(
    desk,
    askerAt(desk, args),
    async (person) => {
      if (id === null || !verdict.success) return say(noSuchIncident(number));
      const refusal = await refusalOf(desk, person, { action: "resolve", incident: id });
      const wish = { text: "", verdict: verdict.data };
      return refusal ?? say(await saveOutcome(desk, id, person.actor, wish));
    },
    "asks-itself",
  );
}

/** The error budget's suggestion: the form opens with it, and whoever sends it decides. */
export async function onRaise(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const [number = "", word = ""] = valueOf(args).split(":");
  const id = readIncidentId(number);
  const severity = Severity.safeParse(word);
  await answer(
    desk,
    askerAt(desk, args),
    async (person) => {
      if (id === null || !severity.success) return say(noSuchIncident(number));
      const refusal = await refusalOf(desk, person, { action: "severity", incident: id });
      if (refusal !== null) return refusal;
      const reason = await reasonToRaise(desk, id);
      return await openSeverity(desk, { ...person, incident: id }, { to: severity.data, reason });
    },
    "asks-itself",
  );
}

/** As it is now, which may be none any more. */
async function reasonToRaise({ engine }: Desk, id: IncidentId): Promise<string> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, id);
  if (incident === null) return "";
  const { suggestion } = await readIncidentBudgets(engine, kysely, incident);
  return suggestion?.reason ?? "";
}
