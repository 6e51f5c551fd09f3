import type { types } from "@slack/bolt";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { isWritten, type Prose } from "#domain/postmortem/prose.ts";
import type { Section } from "#domain/postmortem/section.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { actions, button, context, plain, section } from "#slack/words/blocks.ts";
import { actorWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { deedValue, stateButtons } from "./deeds.ts";
import { stageLine, verdictLine } from "./state-words.ts";
import { type Where, whereLines } from "./where-line.ts";

/** Everything that the modal of a postmortem shows. */
export type Overview = {
  readonly incident: Incident;
  readonly sections: readonly Section[];
  /** What people wrote, by section. */
  readonly prose: ReadonlyMap<string, Prose>;
  readonly where: Where;
  /** What came of the last press. */
  readonly notice: string | null;
};

/** Slack takes a hundred blocks in a modal; the sections share them with what stands around. */
const MOST_SECTIONS = 40;
const EXCERPT_LENGTH = 200;
/** Above the numbers of the buttons that change its state. */
const FIRST_EDIT = 100;

/** How a postmortem stands, and what can be done about it. */
export function renderOverview(overview: Overview): types.ModalView {
  const { incident, where, notice } = overview;
  const { id, title, postmortem } = incident;
  return {
    type: "modal",
    private_metadata: String(id),
    title: plain(`${incidentName(id)} postmortem`, 24),
    close: plain("Close", 24),
    blocks: [
      ...(notice === null ? [] : [section(notice)]),
      section(`*${outside(title, 150)}*`, stageLine(incident, IN_BLOCK)),
      section(verdictLine(postmortem, IN_BLOCK)),
      section(...whereLines(where)),
      ...actions("state", stateButtons(incident)),
      ...sectionBlocks(overview),
    ],
  };
}

function sectionBlocks({ incident, sections, prose }: Overview): readonly types.KnownBlock[] {
  const written = sections.filter((one) => one.prose).slice(0, MOST_SECTIONS);
  const facts = sections.filter((one) => !one.prose && one.title !== "");
  const rows = written.map((one, index) => sectionRow(incident, one, prose.get(one.id), index));
  return [
    section("*What people write*"),
    ...rows,
    context(
      `Muster writes the facts and keeps them current until it is published: ${facts.map(({ title }) => outside(title, 60)).join(", ")}.`,
    ),
  ];
}

function sectionRow(
  { id, status, postmortem }: Incident,
  { id: name, title, prompt }: Section,
  prose: Prose | undefined,
  index: number,
): types.SectionBlock {
  const heading = `*${outside(title, 80)}*`;
  const row =
    prose !== undefined && isWritten(prose)
      ? section(`${heading} · ${writtenWords(prose)}`, outside(prose.text, EXCERPT_LENGTH))
      : section(`${heading} · not written yet`, `_${outside(prompt, EXCERPT_LENGTH)}_`);
  if (postmortem.stage === "published" || status === "merged") return row;
  const edit = button(
    numbered(ACTIONS.postmortem, FIRST_EDIT + index),
    "Edit…",
    deedValue("edit", id, name),
  );
  return { ...row, accessory: edit };
}

function writtenWords({ writtenBy, writtenAt }: Prose): string {
  return `${actorWords(writtenBy, IN_BLOCK)}, ${IN_BLOCK.moment(writtenAt)}`;
}
