import type { DateTime } from "luxon";
import { OWN_SOURCE } from "#domain/alert/source.ts";
import type { Configuration, Service } from "#domain/configuration/configuration.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import {
  errorAt,
  type KeyPath,
  type Problem,
  unknownName,
  warningAt,
} from "#domain/configuration/finding.ts";
import type { Notify } from "#domain/escalation/policy.ts";
import { safeUrl } from "#domain/link.ts";
import { checkChanges } from "./check-changes.ts";
import { checkCoverage } from "./check-coverage.ts";
import { checkFallbacks } from "./check-fallbacks.ts";
import { checkLevelTimes } from "./check-level-times.ts";
import { checkPermissions } from "./check-permissions.ts";
import { checkPolicies } from "./check-policies.ts";
import { checkPostmortems } from "./check-postmortems.ts";
import { checkPrometheus } from "./check-prometheus.ts";
import { checkRoutes } from "./check-routes.ts";
import { checkSchedules } from "./check-schedules.ts";
import { checkSlos } from "./check-slos.ts";
import { checkWatch } from "./check-watch.ts";
import { checkWays } from "./check-ways.ts";

/** What there is besides the file; null when nobody has looked. */
export type Known = {
  readonly runbooks: ReadonlySet<string> | null;
  /** Since when somebody must be on call; when it is left out, nobody looks for gaps. */
  readonly now?: DateTime | undefined;
};

/** What the parts of a configuration get wrong about each other, beyond what each says by itself. */
export function checkConfiguration(configuration: Configuration, known: Known): readonly Problem[] {
  return [
    ...checkPeople(configuration),
    ...checkTeams(configuration),
    ...checkServices(configuration, known),
    ...checkSchedules(configuration),
    ...checkFallbacks(configuration),
    ...checkPolicies(configuration),
    ...(known.now === undefined ? [] : checkTimes(configuration, known.now)),
    ...checkRoutes(configuration),
    ...checkSources(configuration),
    ...checkChanges(configuration),
    ...checkWatch(configuration),
    ...checkWays(configuration),
    ...checkSlos(configuration),
    ...checkPrometheus(configuration),
    ...checkPermissions(configuration),
    ...checkPostmortems(configuration),
  ];
}

/** What is wrong only at some times of the weeks ahead. */
function checkTimes(configuration: Configuration, now: DateTime): readonly Problem[] {
  return [...checkCoverage(configuration.schedules, now), ...checkLevelTimes(configuration, now)];
}

function checkPeople({ people }: Configuration): readonly Problem[] {
  const everybody = [...people.values()];
  const slackIds = everybody.map(({ id, slack }) => ({ id, field: "slack", value: slack }));
  const emails = everybody.map(({ id, email }) => ({
    id,
    field: "email",
    value: email?.toLowerCase(),
  }));
  const admins = everybody.filter(({ admin }) => admin);
  return [
    ...findTwins(slackIds),
    ...findTwins(emails),
    ...(admins.length === 0 ? [noAdmin()] : []),
  ];
}

type Identity = { readonly id: string; readonly field: string; readonly value: string | undefined };

/** Whoever presses a button in Slack must be one person. */
function findTwins(identities: readonly Identity[]): readonly Problem[] {
  const firsts = new Map<string, string>();
  return identities.flatMap(({ id, field, value }) => {
    if (value === undefined) return [];
    const first = firsts.get(value);
    if (first === undefined) firsts.set(value, id);
    if (first === undefined) return [];
    const message = `${first} has the ${field} ${value} too`;
    return [
      errorAt(["people", id, field], message, "give each person their own, or keep one entry"),
    ];
  });
}

function noAdmin(): Problem {
  const fix =
    "set admin: true for one or two people; they are called when nobody else answers and when Muster itself is in trouble";
  return warningAt(["people"], "nobody is an admin", fix);
}

function checkTeams({ teams, people }: Configuration): readonly Problem[] {
  return [...teams.values()].flatMap(({ id, members }) =>
    members.flatMap((member, index) => {
      if (people.has(member)) return [];
      return [unknownName(["teams", id, "members", index], member, "people", people.keys())];
    }),
  );
}

function checkServices(configuration: Configuration, known: Known): readonly Problem[] {
  const { services, teams, policies } = configuration;
  return [...services.values()].flatMap((service): readonly Problem[] => {
    const path = ["services", service.id];
    const { team, policy } = service;
    return [
      ...(teams.has(team) ? [] : [unknownName([...path, "team"], team, "teams", teams.keys())]),
      ...(policies.has(policy)
        ? checkWhoIsWoken(configuration, service)
        : [unknownName([...path, "policy"], policy, "policies", policies.keys())]),
      ...checkRunbook(service, known, path),
    ];
  });
}

function checkWhoIsWoken({ policies }: Configuration, service: Service): readonly Problem[] {
  const levels = policies.get(service.policy)?.levels ?? [];
  if (levels.some(({ notify }) => notify.some(wakesPeople))) return [];
  const message = `the policy ${service.policy} tells channels only: nobody is woken for ${service.name}`;
  const fix = `add a person to a level of policies.${service.policy}, or name another policy`;
  return [warningAt(["services", service.id, "policy"], message, fix)];
}

function wakesPeople(target: Notify): boolean {
  return "userGroup" in target || !("channel" in target);
}

function checkRunbook(
  { name, runbook }: Service,
  { runbooks }: Known,
  path: KeyPath,
): readonly Problem[] {
  if (runbook === undefined) {
    const fix = "set runbook to the name of a file in runbooks/ without .md, or to an address";
    return [warningAt(path, `${name} has no runbook of its own`, fix)];
  }
  if (runbooks === null || runbooks.has(runbook) || safeUrl(runbook) !== null) return [];
  const guess = closestName(runbook, runbooks);
  const fix =
    guess === null
      ? "write a file of that name with .md in runbooks/, or give an http or https address"
      : `did you mean ${guess}?`;
  return [errorAt([...path, "runbook"], `there is no runbook ${runbook}`, fix)];
}

function checkSources({ sources }: Configuration): readonly Problem[] {
  if (sources.size === 0) {
    return [
      warningAt(["sources"], "nobody can send alerts", "add a source, such as an alertmanager"),
    ];
  }
  return [...sources.values()].flatMap(({ id, api, heartbeat }): readonly Problem[] => [
    ...(api === undefined ? [noApi(id)] : []),
    ...(api?.basic !== undefined && api.bearer !== undefined ? [twoSecrets(id)] : []),
    ...(heartbeat === undefined ? [noHeartbeat(id)] : []),
    ...(id === OWN_SOURCE ? [takenName(id)] : []),
  ]);
}

function takenName(id: string): Problem {
  const message = `the name ${id} is taken: it stands for what Muster notices by itself`;
  return errorAt(["sources", id], message, "choose another name");
}

function noApi(id: string): Problem {
  const message = `${id} has no api: alerts that end while they are silenced are never seen to end`;
  return warningAt(["sources", id], message, "set api.url to where Alertmanager's API is");
}

function twoSecrets(id: string): Problem {
  const message = "api has both basic and bearer, and one request can carry only one";
  return errorAt(
    ["sources", id, "api", "bearer"],
    message,
    "keep the one that Alertmanager asks for",
  );
}

function noHeartbeat(id: string): Problem {
  const message = `${id} has no heartbeat: nobody is told when alerting itself has gone blind`;
  const fix =
    "send it an alert that always fires, such as Watchdog, and set heartbeat.alertname to its name";
  return warningAt(["sources", id], message, fix);
}
