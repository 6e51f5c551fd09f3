import type { Incident } from "#domain/incident.ts";
import { homeChannel } from "#domain/roster.ts";
import type { Outgoing } from "./outgoing.ts";

/** The channel that an incident's card belongs in, as the configuration names it. */
export function homeOf(out: Outgoing, incident: Pick<Incident, "service">): string | undefined {
  const configuration = out.engine.configuration();
  const service = configuration.services.get(incident.service);
  if (service === undefined) return configuration.slack.fallbackChannel;
  return homeChannel(configuration, service);
}
