import type { types } from "@slack/bolt";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { Severity } from "#domain/severity.ts";
import { acknowledgeMany } from "#slack/views/acknowledge-many.ts";
import { bareLines, bareSection } from "#slack/views/bare.ts";
import { incidentPoint } from "#slack/views/incident-point.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import {
  actions,
  bulletList,
  button,
  message,
  option,
  section,
  select,
  type Message,
} from "#slack/words/blocks.ts";
import { plainLine } from "#slack/words/mrkdwn.ts";
import { type ListFilter, type ListState, writeState } from "./list-state.ts";
import { listSummary } from "./list-words.ts";
import type { ShownList } from "./read-list.ts";

type Named = Pick<Configuration, "services" | "teams">;
type Choice = { readonly text: string; readonly filter: ListFilter };

/** Slack takes a hundred choices; one of them stands for all services. */
const MOST_SERVICES = 99;

/** One page of a list, to be looked through and narrowed down. */
export function renderList(list: ShownList, named: Named): Message {
  const summary = listSummary(list, named);
  return message([summary, ...bareLines(list.page.unreadable)].join(" "), [
    section(summary),
    ...listBlocks(list, named),
    ...filterMenus(list.filter, named),
  ]);
}

/** The incidents of the page, how to take them, and the way to the next ones. */
export function listBlocks(list: ShownList, named: Named): readonly types.KnownBlock[] {
  const { page, channels } = list;
  const points = page.incidents.map((one) =>
    incidentPoint(one, named.services, channels.get(one.id)),
  );
  return [
    ...bulletList(points),
    ...bareSection(page.unreadable),
    ...acknowledgeMany(page.incidents.filter(({ status }) => status === "triggered")),
    ...actions("pages", pageButtons(list)),
  ];
}

/** Menus that narrow the list down; each keeps what the others say. */
export function filterMenus(filter: ListFilter, named: Named): readonly types.ActionsBlock[] {
  const menus = [
    filterMenu(0, "Show", scopeChoices(filter), filter),
    ...(named.services.size > 1
      ? [filterMenu(1, "Service", serviceChoices(filter, named), filter)]
      : []),
    filterMenu(2, "Severity", severityChoices(filter), filter),
  ];
  return actions("filters", menus);
}

/** The worst of the open ones come first; other lists begin with what is newest. */
function pageButtons({ filter, page }: ShownList): readonly types.Button[] {
  const [before, after] = filter.scope === "open" ? ["Previous", "Next"] : ["Newer", "Older"];
  return [
    ...(page.before === null
      ? []
      : [pageButton(0, before, { filter, place: { side: "before", cursor: page.before } })]),
    ...(page.after === null
      ? []
      : [pageButton(1, after, { filter, place: { side: "after", cursor: page.after } })]),
  ];
}

function pageButton(index: number, text: string, state: ListState): types.Button {
  return button(numbered(ACTIONS.listPage, index), text, writeState(state));
}

function scopeChoices(filter: ListFilter): readonly Choice[] {
  const plain = { ...filter, mine: false, drills: false };
  return [
    { text: "Open", filter: { ...plain, scope: "open" } },
    { text: "Mine", filter: { ...plain, scope: "open", mine: true } },
    { text: "Recent", filter: { ...plain, scope: "recent" } },
    { text: "All", filter: { ...plain, scope: "all" } },
    { text: "Drills", filter: { ...plain, scope: "all", drills: true } },
  ];
}

function serviceChoices(filter: ListFilter, { services }: Named): readonly Choice[] {
  const sorted = [...services.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  return [
    { text: "Every service", filter: { ...filter, service: null } },
    ...sorted.slice(0, MOST_SERVICES).map(({ id, name }) => ({
      text: plainLine(name, 70),
      filter: { ...filter, service: id },
    })),
  ];
}

function severityChoices(filter: ListFilter): readonly Choice[] {
  return [
    { text: "Every severity", filter: { ...filter, severity: null } },
    ...Severity.options.map((severity) => ({ text: severity, filter: { ...filter, severity } })),
  ];
}

/** What is chosen now is shown as chosen. */
function filterMenu(
  index: number,
  placeholder: string,
  choices: readonly Choice[],
  filter: ListFilter,
): types.StaticSelect {
  const options = choices.map((choice) => {
    return { text: choice.text, value: writeState({ filter: choice.filter, place: null }) };
  });
  const current = writeState({ filter, place: null });
  const chosen = options.find(({ value }) => value === current);
  return {
    ...select(numbered(ACTIONS.listFilter, index), placeholder, options),
    ...(chosen === undefined ? {} : { initial_option: option(chosen) }),
  };
}
