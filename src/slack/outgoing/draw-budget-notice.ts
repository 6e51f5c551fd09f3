import type { Notice } from "#domain/incident/notice.ts";
import { ruleKey } from "#domain/objective/notify.ts";
import { readStanding, type Standing } from "#engine/budget/standings.ts";
import { renderCrossing, renderFrozen, renderUnfrozen } from "#slack/views/budget-notices.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Outgoing } from "./outgoing.ts";

/** What a channel is told of an error budget; null when that is not so any more. */
export async function drawBudgetNotice(
  { engine }: Pick<Outgoing, "engine">,
  about: Extract<Notice, { readonly kind: "freeze" | "budget" }>,
): Promise<Message | null> {
  const standing = await readStanding(engine, engine.database.kysely, about.objective);
  if (standing === null) return null;
  switch (about.kind) {
    case "freeze":
      return drawFreeze({ engine }, standing, about);
    case "budget":
      return drawCrossing({ engine }, standing, about.rule);
  }
}

function drawFreeze(
  { engine }: Pick<Outgoing, "engine">,
  standing: Standing,
  { stage, since }: Extract<Notice, { readonly kind: "freeze" }>,
): Message | null {
  const { services, publicUrl = null, slack, budgetPolicy } = engine.configuration();
  const { frozenSince, objective } = standing;
  const service = services.get(objective.service)?.name ?? objective.service;
  const around = { service, publicUrl, command: slack.sloCommand };
  if (stage === "left") return frozenSince === null ? renderUnfrozen(standing, around) : null;
  const isSo = frozenSince !== null && frozenSince.toMillis() === since.toMillis();
  const rules = budgetPolicy.freeze;
  return isSo && rules !== undefined ? renderFrozen(standing, rules, around) : null;
}

function drawCrossing(
  { engine }: Pick<Outgoing, "engine">,
  standing: Standing,
  key: string,
): Message | null {
  const { budgetPolicy, slack } = engine.configuration();
  const rule = budgetPolicy.notify.find((one) => ruleKey(one) === key);
  const isSo = standing.crossings[key] !== undefined;
  if (rule === undefined || !isSo) return null;
  return renderCrossing(standing, rule.limit, { command: slack.sloCommand });
}
