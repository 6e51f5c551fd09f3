import type { Actor } from "#domain/actor.ts";
import { isOpen, type Incident, type TimelineEntry } from "#domain/incident/incident.ts";
import { leadOf } from "#domain/incident/leading.ts";
import { placeOfPerson } from "#engine/place.ts";
import type { NewNotice } from "#store/duty/notices.ts";

type Subject = { readonly incident: Incident; readonly entries: readonly TimelineEntry[] };

/** Once it is over whoever ended it, or led it, is asked how it ended. */
export function lifeNotices({ incident, entries }: Subject): readonly NewNotice[] {
  if (isOpen(incident)) return [];
  const end = entries.find(({ event }) => event.kind === "resolved");
  const place = end === undefined ? null : placeOf(askedOf(incident, end.by));
  if (end === undefined || place === null) return [];
  const at = end.at.toUTC().toISO();
  const about = { kind: "incident-over", incident: incident.id, at } as const;
  return [{ about, place, key: `${incident.id}/over/${end.at.toMillis()}` }];
}

function askedOf(incident: Incident, endedBy: Actor): Actor | null {
  const { acknowledgedBy } = incident;
  return [endedBy, leadOf(incident), acknowledgedBy].find((one) => one?.kind === "person") ?? null;
}

/** Somebody whom the configuration does not know is reached by their id in Slack. */
function placeOf(actor: Actor | null): string | null {
  if (actor?.kind !== "person") return null;
  return actor.person === null ? `member/${actor.slackId}` : placeOfPerson(actor.person);
}
