import type { Notice } from "#domain/incident/notice.ts";
import { renderSilenceEnding } from "#slack/views/silence-notice.ts";
import type { Message } from "#slack/words/blocks.ts";
import { countSilenced } from "#store/alert/silenced-alerts.ts";
import { readIncident } from "#store/incident/incidents.ts";
import type { Outgoing } from "./outgoing.ts";

/** A silence that ends soon, as it stands now; null when the incident knows it no more. */
export async function drawSilenceEnding(
  { engine }: Outgoing,
  about: Extract<Notice, { readonly kind: "silence-ending" }>,
): Promise<Message | null> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, about.incident);
  const silence = incident?.silences.find(({ key }) => key === about.silence);
  if (!incident || silence === undefined) return null;
  const hides = await countSilenced(kysely, silence.source, silence.id ?? "");
  return renderSilenceEnding(incident, silence, hides);
}
