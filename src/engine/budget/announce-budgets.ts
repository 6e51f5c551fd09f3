import type { Configuration } from "#domain/configuration/configuration.ts";
import { ruleKey } from "#domain/objective/notify.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { homeChannel } from "#domain/service/roster.ts";
import { placeOfChannel } from "#engine/place.ts";
import type { StoredBudget } from "#store/budget/budgets.ts";
import type { NewNotice } from "#store/duty/notices.ts";

/** A budget before and after a look at it. */
type Change = {
  readonly objective: Objective;
  readonly before: StoredBudget;
  readonly after: StoredBudget;
};

/** What is told of a change: that changes to the service rest or are free again, and each line that was crossed. */
export function newsOfBudget(configuration: Configuration, change: Change): readonly NewNotice[] {
  return [...freezeNews(configuration, change), ...crossingNews(configuration, change)];
}

function freezeNews(
  configuration: Configuration,
  { objective, before, after }: Change,
): readonly NewNotice[] {
  const stage = after.frozenSince === null ? "left" : "entered";
  const since = after.frozenSince ?? before.frozenSince;
  const channel = homeOfObjective(configuration, objective);
  const isSame = (before.frozenSince === null) === (after.frozenSince === null);
  if (isSame || since === null || channel === undefined) return [];
  const about = { kind: "freeze", objective: objective.id, stage, since: since.toISO() } as const;
  const key = `freeze/${objective.id}/${since.toMillis()}/${stage}`;
  return [{ key, place: placeOfChannel(channel), about }];
}

function crossingNews(
  configuration: Configuration,
  { objective, before, after }: Change,
): readonly NewNotice[] {
  return configuration.budgetPolicy.notify.flatMap((rule) => {
    const key = ruleKey(rule);
    const toldAt = after.crossings[key]?.toldAt ?? null;
    const isNews = toldAt !== null && before.crossings[key]?.toldAt !== toldAt;
    const channel = rule.channel ?? homeOfObjective(configuration, objective);
    if (!isNews || channel === undefined) return [];
    const about = { kind: "budget", objective: objective.id, rule: key } as const;
    const place = placeOfChannel(channel);
    return [{ key: `budget/${objective.id}/${key}/${toldAt}`, place, about }];
  });
}

/** Where its service's cards are posted; objectives in files may be of services that muster.yaml does not know. */
function homeOfObjective(configuration: Configuration, { service: id }: Objective) {
  const service = configuration.services.get(id);
  if (service === undefined) return configuration.slack.fallbackChannel;
  return homeChannel(configuration, service);
}
