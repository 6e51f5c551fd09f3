import type { Duration } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Target } from "#domain/escalation/escalation.ts";
import type { RunbookAnswer } from "#domain/runbook.ts";
import type { Forecast, PagingForecast } from "./forecast.ts";

const INDENT = 12;

/** A forecast for people: one fact a line, the names in front. */
export function formatForecast(configuration: Configuration, forecast: Forecast): string {
  const { service, severity, severityName, severityReason } = forecast;
  const team = configuration.teams.get(service.team)?.name ?? service.team;
  const facts: readonly (readonly [string, readonly string[]])[] = [
    ["Route", [forecast.path.join(" > ")]],
    ["Service", [`${service.name} (${service.id}) of the team ${team}`]],
    ["Severity", [`${severity} ${severityName}: ${severityReason}`]],
    ["Incident", [forecast.key]],
    ["Channel", [channelOf(forecast)]],
    ["Pages", pagingOf(configuration, forecast)],
    ["Runbook", [runbookOf(forecast.runbook)]],
    ["Dashboard", [dashboardOf(forecast)]],
  ];
  return facts.map(([name, lines]) => `${name.padEnd(INDENT)}${lines.join(NEXT_LINE)}`).join("\n");
}

const NEXT_LINE = `\n${" ".repeat(INDENT)}`;

function channelOf({ opensChannel, cardChannel, severity }: Forecast): string {
  const card = cardChannel === null ? "there is no channel for the card" : `card in ${cardChannel}`;
  return `${card}; ${opensChannel ? "a channel of its own is opened" : `${severity} opens no channel of its own`}`;
}

function pagingOf({ people }: Configuration, { paging, severity }: Forecast): readonly string[] {
  if (paging === null) return [`nobody: ${severity} does not page`];
  const levels = paging.levels.map(
    ({ after, targets, strategy }) =>
      `${when(after)}: ${oneOf(strategy, targets)}${namesOf(targets, people)}`,
  );
  const every = inWords(paging.fallbackEvery);
  return [...levels, repeats(paging), `then every ${every}: ${namesOf(paging.fallback, people)}`];
}

function oneOf(strategy: string, targets: readonly Target[]): string {
  const people = targets.filter(({ kind }) => kind === "person");
  return strategy === "round_robin" && people.length > 1 ? "in turn one of " : "";
}

function when(after: Duration): string {
  return after.toMillis() === 0 ? "at once" : `after ${inWords(after)}`;
}

function repeats({ repeats: times, pause }: PagingForecast): string {
  if (times === 0) return "not repeated";
  if (times === "forever") return `repeated until somebody acknowledges${restOf(pause)}`;
  return `repeated ${times === 1 ? "once" : `${times} times`}${restOf(pause)}`;
}

function restOf(pause: Duration | null): string {
  return pause === null ? "" : `, each after a rest of ${inWords(pause)}`;
}

function inWords(duration: Duration): string {
  return duration.rescale().toHuman();
}

function namesOf(targets: readonly Target[], people: Configuration["people"]): string {
  if (targets.length === 0) return "nobody, skipped";
  return targets.map((target) => nameOf(target, people)).join(", ");
}

function nameOf(target: Target, people: Configuration["people"]): string {
  switch (target.kind) {
    case "person": {
      const name = people.get(target.person)?.name ?? target.person;
      const { standsInFor } = target;
      return standsInFor === undefined ? name : `${name} (instead of ${standsInFor})`;
    }
    case "channel": {
      const mention = target.mention === "none" ? [] : [`@${target.mention}`];
      const called = [...mention, ...(target.userGroups ?? [])];
      return called.length === 0 ? target.channel : `${target.channel} (${called.join(", ")})`;
    }
  }
}

function runbookOf(answer: RunbookAnswer): string {
  switch (answer.kind) {
    case "page":
      return `${answer.title} (${answer.slug}), found by the ${answer.source}`;
    case "link":
      return `${answer.url}, named by the ${answer.source}`;
    case "missing":
      return answer.reason;
  }
}

function dashboardOf({ dashboard }: Forecast): string {
  return dashboard === null ? "none is known" : `${dashboard.title}: ${dashboard.url}`;
}
