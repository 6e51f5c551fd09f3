import type { ActName } from "#domain/act.ts";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import type { Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Usage } from "#slack/flows/desk/usage.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Word } from "./word.ts";

/** Somebody who may do so wants something of an incident. */
export type ActCall = Permitted & {
  readonly incident: IncidentId;
  /** The incident whose own channel this is. */
  readonly own: IncidentId | null;
  /** What was typed after the word and the incident. */
  readonly text: string;
  /** The step of its paging that was shown beside what was pressed; null when none was. */
  readonly step: number | null;
};

/** The headings of the menu with all actions, in their order. */
export const ACT_GROUPS = ["Answer", "Mitigate", "People", "Tell", "Record", "End"] as const;

/** Something that people can do with an incident: they type it, choose it in a menu or press it. */
export type Act = {
  readonly name: ActName;
  /** What people are used to type from elsewhere. */
  readonly aliases: readonly string[];
  readonly usage: readonly Usage[];
  /** Under which heading of the menu it stands; null when the menu does without it. */
  readonly group: (typeof ACT_GROUPS)[number] | null;
  /** Whether words may follow what is typed; a bare number is then one of them. */
  readonly takesWords: boolean;
  /** Whether it is asked which incident is meant, even when only one is open. */
  readonly asksWhich?: true;
  /** Reads what was typed, where that is more than one incident and words; asks who may once it knows which (`refusalOf`). */
  readonly typed?: Word["run"];
  readonly isPossible: (incident: Incident) => boolean;
  /** Null when somebody is answered in another way, such as by a form. */
  readonly run: (desk: Desk, call: ActCall) => Promise<Message | null>;
};
