import type { types } from "@slack/bolt";
import type { Service } from "#domain/configuration.ts";
import { worstFirst } from "#domain/incident.ts";
import type { IncidentGroup } from "#slack/incident-group.ts";
import { acknowledgeMany } from "#slack/views/acknowledge-many.ts";
import { bareSection } from "#slack/views/bare.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, context, header, section, type Message } from "#slack/words/blocks.ts";
import { clock, outside } from "#slack/words/mrkdwn.ts";
import { renderHelp } from "./help.ts";
import { incidentPoints, summaryOf } from "./incident-list.ts";
import { formatFinding, type SetUp } from "./set-up.ts";

export type Home = {
  readonly command: string;
  readonly open: IncidentGroup;
  readonly services: ReadonlyMap<string, Service>;
  readonly setUp: SetUp;
  /** The answer to what was just pressed here. */
  readonly notice: Message | null;
};

const MOST_FINDINGS = 10;

/** App Home: what is open, what is wrong with the set-up, and how to go on. */
export function renderHome({ command, open, services, setUp, notice }: Home): types.HomeView {
  const { incidents, unreadable } = open;
  const waiting = incidents.filter(({ status }) => status === "triggered").toSorted(worstFirst);
  return {
    type: "home",
    blocks: [
      ...(notice === null ? [] : [section(notice.text)]),
      header("Open incidents"),
      section(summaryOf(open)),
      ...incidentPoints(incidents, services),
      ...bareSection(unreadable),
      ...acknowledgeMany(waiting),
      ...actions("menu", [button(ACTIONS.declare, "Declare an incident", "declare")]),
      ...setUpBlocks(setUp),
      header("Help"),
      ...renderHelp(command).blocks,
    ],
  };
}

/** App Home of somebody who may not see what goes on; the reason says why, and whom to ask. */
export function renderClosedHome(reason: string): types.HomeView {
  return {
    type: "home",
    blocks: [section("Muster shows incidents only to those who may act on them.", reason)],
  };
}

function setUpBlocks(setUp: SetUp): types.KnownBlock[] {
  const problems = [...configurationLines(setUp), ...sourceLines(setUp), ...groupLines(setUp)];
  const off = setUp.missing.map(({ scope, without }) => `\`${scope}\` is not granted. ${without}`);
  if (problems.length === 0 && off.length === 0) return [];
  return [
    header("Set-up"),
    ...(problems.length === 0 ? [] : [section(...problems)]),
    ...(off.length === 0 ? [] : [context(...off)]),
  ];
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
