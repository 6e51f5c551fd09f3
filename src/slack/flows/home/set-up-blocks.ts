import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { context, header, section } from "#slack/words/blocks.ts";
import { rangeWords } from "#slack/words/duty-words.ts";
import { listWords, plural } from "#slack/words/incident-words.ts";
import { clock, IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { seesAll } from "./impaired.ts";
import type { Viewer } from "./section.ts";
import { formatFinding, readSetUp, type SetUp } from "./set-up.ts";

const MOST_FINDINGS = 10;
const MOST_SCHEDULES = 5;
const MOST_NAMES = 12;
const LINES_A_CONTEXT = 3;

/** What is wrong with how Muster is set up, and how to mend it. */
export async function setUp(desk: Desk, { person }: Viewer): Promise<readonly types.KnownBlock[]> {
  const found = await readSetUp(desk);
  // Whoever sees all that is impaired has read of these above.
  const shown = seesAll(desk.engine, person) ? { ...found, sources: [], groups: [] } : found;
  return setUpBlocks(shown, desk.engine.configuration().slack.oncallCommand);
}

export function setUpBlocks(found: SetUp, command: string): readonly types.KnownBlock[] {
  const groups = [
    configurationLines(found),
    [...sourceLines(found), ...groupLines(found)],
    gapLines(found, command),
    slackLines(found, command),
  ].filter((lines) => lines.length > 0);
  const off = found.missing.map(({ scope, without }) => `\`${scope}\` is not granted. ${without}`);
  if (groups.length === 0 && off.length === 0) return [];
  return [
    header("Set-up"),
    ...groups.map((lines) => section(...lines)),
    ...inParts(off, LINES_A_CONTEXT).map((lines) => context(...lines)),
  ];
}

/** So many at a time: Slack takes only so much small print in one block. */
function inParts(lines: readonly string[], size: number): readonly (readonly string[])[] {
  const starts = lines.keys().filter((index) => index % size === 0);
  return [...starts].map((start) => lines.slice(start, start + size));
}

function configurationLines({ configurationProblem: problem }: SetUp): readonly string[] {
  if (problem === null) return [];
  const shown = problem.findings.slice(0, MOST_FINDINGS).map((one) => `• ${formatFinding(one)}`);
  const rest = problem.findings.length - shown.length;
  return [
    `muster.yaml was refused at ${clock(problem.at)}; what was read before stays in use.`,
    ...shown,
    ...(rest > 0 ? [`• and ${rest} more`] : []),
  ];
}

function sourceLines({ sources }: SetUp): readonly string[] {
  return sources.map(({ source, error }) => {
    return `The source ${outside(source, 60)} cannot be asked: ${outside(error, 200)}`;
  });
}

function groupLines({ groups }: SetUp): readonly string[] {
  return groups.map(({ group, trouble }) => {
    return `The user group ${outside(group, 20)} does not follow who is on call. ${outside(trouble, 300)}`;
  });
}

function gapLines({ gaps, now }: SetUp, command: string): readonly string[] {
  const rest = gaps.length - MOST_SCHEDULES;
  return [
    ...gaps.slice(0, MOST_SCHEDULES).map((gap) => gapLine(gap, now, command)),
    ...(rest > 0 ? [`Gaps in ${plural(rest, "more schedule")}: \`${command} gaps\``] : []),
  ];
}

function gapLine(
  { schedule, spans }: SetUp["gaps"][number],
  now: DateTime,
  command: string,
): string {
  const [first] = spans;
  if (first === undefined) return "";
  const more = spans.length === 1 ? "" : `, and ${plural(spans.length - 1, "more time")}`;
  const where = `*${outside(schedule.name, 80)}*`;
  return `Nobody is on call for ${where} ${rangeWords(first, now, IN_BLOCK)}${more}. Say who: \`${command} override ${schedule.id}\``;
}

function slackLines({ onlySlack, hasWays }: SetUp, command: string): readonly string[] {
  if (onlySlack.length === 0) return [];
  if (!hasWays) {
    return [
      "Slack is the only way to reach people, and it wakes nobody. docs/ways.md says how to add mail, calls, text messages and webhooks.",
    ];
  }
  const names = onlySlack.slice(0, MOST_NAMES).map((name) => outside(name, 60));
  const rest = onlySlack.length - names.length;
  const who = listWords(rest > 0 ? [...names, `${rest} more`] : names);
  const [be, has] = onlySlack.length === 1 ? ["is", "has"] : ["are", "have"];
  return [
    `${who} ${be} on call by turns and ${has} only Slack, which wakes nobody. Each can add a way below, or with \`${command} me\`.`,
  ];
}
