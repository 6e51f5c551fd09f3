import type { types } from "@slack/bolt";
import { labelOf } from "#domain/alert/matcher.ts";
import type { PageFacts } from "#engine/incident/read-facts.ts";
import { bulletList, words } from "#slack/words/blocks.ts";
import { plainLine, utc } from "#slack/words/mrkdwn.ts";
import type { IncidentAlert } from "#store/alert/incident-alerts.ts";

const MOST_ALERTS = 5;
const MOST_LABELS = 3;
const NAME_LENGTH = 80;
const LABEL_LENGTH = 40;
const VALUE_LENGTH = 60;

/** They stand elsewhere on the card, or mean nothing to a reader. */
const TOLD_ELSEWHERE = new Set(["alertname", "severity", "service", "team"]);
/** What tells one alert from another when there is only one to look at. */
const TELLING = ["instance", "pod", "node", "job", "namespace", "cluster"];

/** The first few alerts by name, with the labels that tell them apart. */
export function alertList({ alerts, incident }: PageFacts): types.RichTextBlock[] {
  const shown = alerts.slice(0, MOST_ALERTS);
  const { firing, muted, ended } = incident.alerts;
  const left = firing + muted + ended - shown.length;
  const keys = tellingLabels(alerts);
  const points = shown.map((alert) => point(alert, keys));
  return bulletList(
    left > 0 && shown.length > 0 ? [...points, [words(`and ${left} more`)]] : points,
  );
}

/** Those in which the alerts differ; of a single alert the usual ones. */
function tellingLabels(alerts: readonly Pick<IncidentAlert, "labels">[]): readonly string[] {
  const names = [...new Set(alerts.flatMap(({ labels }) => Object.keys(labels)))].filter(
    (name) => !TOLD_ELSEWHERE.has(name) && !name.startsWith("__"),
  );
  if (alerts.length < 2)
    return TELLING.filter((name) => names.includes(name)).slice(0, MOST_LABELS);
  const differing = names.filter(
    (name) => new Set(alerts.map(({ labels }) => labelOf(labels, name))).size > 1,
  );
  return differing.toSorted(byTelling).slice(0, MOST_LABELS);
}

function point(alert: IncidentAlert, keys: readonly string[]): readonly types.RichTextText[] {
  const { name, labels } = alert;
  const pairs = keys
    .map((key) => [key, labelOf(labels, key)] as const)
    .filter(([, value]) => value !== "")
    .map(([key, value]) => `${plainLine(key, LABEL_LENGTH)}=${plainLine(value, VALUE_LENGTH)}`);
  const rest = [...pairs, ...stateWords(alert)].join(" ");
  const bold = words(plainLine(name, NAME_LENGTH), { bold: true });
  return rest === "" ? [bold] : [bold, words(` ${rest}`)];
}

/** Nothing for what simply fires. */
function stateWords({ state, missingSince }: IncidentAlert): readonly string[] {
  if (state !== "firing") return [`(${state})`];
  if (missingSince === null) return [];
  return [`(not reported since ${utc(missingSince)}: silenced or over)`];
}

function byTelling(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function rank(name: string): number {
  const index = TELLING.indexOf(name);
  return index === -1 ? TELLING.length : index;
}
