import type { types } from "@slack/bolt";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { shareFormula } from "#domain/objective/share-formula.ts";
import { context, plain, plainContext, section } from "#slack/words/blocks.ts";
import { plural, statusWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { countsWords } from "#slack/words/share-words.ts";
import type { ShareVersion } from "#store/budget/shares.ts";

const MOST_OBJECTIVES = 6;
const MOST_VERSIONS = 8;
const QUERY_LENGTH = 700;

const PHASES: Readonly<Record<ShareVersion["phase"], string>> = {
  live: "So far",
  preliminary: "When it was mitigated",
  final: "For good",
  postmortem: "Asked again",
  manual: "By hand",
};

/** What the incident used of each error budget: how it is computed, each version, and what was asked for it. */
export function renderBudget(
  incident: Incident,
  objectives: readonly Objective[],
  versions: readonly ShareVersion[],
): types.ModalView {
  const shown = objectives.slice(0, MOST_OBJECTIVES);
  const left = objectives.length - shown.length;
  return {
    type: "modal",
    title: plain(`${incidentName(incident.id)} budget`, 24),
    close: plain("Close", 24),
    blocks: [
      section(
        `*${outside(incident.title, 150)}*`,
        `${statusWords(incident, IN_BLOCK)}. ${impactWords(incident)}`,
      ),
      ...shown.flatMap((objective) =>
        objectiveBlocks(
          objective,
          versions.filter((version) => version.objective === objective.id).toReversed(),
        ),
      ),
      ...(left > 0 ? [context(`and ${plural(left, "more objective")}`)] : []),
    ],
  };
}

function impactWords({ impact: { start, end } }: Incident): string {
  if (start === null && end === null) return "When it hurt is looked for in the metric.";
  const from = start === null ? "" : ` from ${IN_BLOCK.moment(start)}`;
  const to = end === null ? "" : ` until ${IN_BLOCK.moment(end)}`;
  return `Somebody said that it hurt${from}${to}; the timeline says who and why.`;
}

/** The newest that counts is told whole, the others in a line. */
function objectiveBlocks(
  objective: Objective,
  versions: readonly ShareVersion[],
): readonly types.KnownBlock[] {
  const { service, name, target, window } = objective;
  const promise = `${service} ${name} ${target.times(100).toString()} %/${prometheusDuration(window)}`;
  const heading = `*${outside(promise, 200)}*`;
  const counting = countingOf(versions);
  if (counting === undefined) return [section(heading, "Nothing has been measured yet.")];
  const others = versions.filter((version) => version !== counting).slice(0, MOST_VERSIONS);
  return [
    section(heading, versionWords(counting), outside(shareFormula(counting.share, objective), 300)),
    ...askedBlocks(counting),
    ...(others.length === 0 ? [] : [context(...others.map(versionWords))]),
    ...attemptBlocks(counting),
  ];
}

function countingOf(versions: readonly ShareVersion[]): ShareVersion | undefined {
  const held = versions.filter(({ withdrawnAt }) => withdrawnAt === null);
  return held.find(({ phase }) => phase === "manual") ?? held[0];
}

function versionWords(version: ShareVersion): string {
  const { phase, share, impact, measuredAt, given, withdrawnAt } = version;
  const used = share.share === null ? "not known" : `${percent(share.share)} of the budget`;
  const notes = share.notes.length === 0 ? "" : ` ${outside(share.notes.join(" "), 400)}`;
  const hurt =
    impact === null
      ? ""
      : ` It hurt from ${IN_BLOCK.moment(impact.start)} until ${IN_BLOCK.moment(impact.end)}.`;
  const who = given === null ? "" : ` ${givenWords(given)}`;
  const gone = withdrawnAt === null ? "" : " _It does not count any more._";
  return `*${PHASES[phase]}* (${share.quality}, ${IN_BLOCK.moment(measuredAt)}): ${used}${countsWords(share)}${leftWords(version)}.${hurt}${notes}${who}${gone}`;
}

function leftWords({ share: { remainingBefore, remainingAfter } }: ShareVersion): string {
  if (remainingBefore === null || remainingAfter === null) return "";
  return `; ${percent(remainingBefore)} was left before, ${percent(remainingAfter)} after`;
}

function givenWords({ by, reason }: NonNullable<ShareVersion["given"]>): string {
  const name = by.kind === "person" ? by.name : "Muster";
  return `${outside(name, 80)}: ${outside(reason, 300)}.`;
}

/** Nothing is parsed in it, so that a query can be copied as it was put. */
function askedBlocks({ asked }: ShareVersion): readonly types.KnownBlock[] {
  return asked.map(({ query, at, value }) => {
    const moment = new Date(at * 1000).toISOString().replace(".000Z", "Z");
    const came = value === null ? "nothing" : String(value);
    return plainContext(`${query.slice(0, QUERY_LENGTH)}\nat ${moment}: ${came}`);
  });
}

function attemptBlocks({ attempts }: ShareVersion): readonly types.KnownBlock[] {
  const last = attempts.at(-1);
  if (last === undefined) return [];
  const times = plural(attempts.length, "time");
  return [
    context(
      `Asked in vain ${times}, last ${IN_BLOCK.moment(last.at)}: ${outside(last.error, 300)}`,
    ),
  ];
}
