import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { homeChannel } from "#domain/service/roster.ts";

/** The channel that an incident's card belongs in, as the configuration names it. */
export function homeOf(
  configuration: Configuration,
  incident: Pick<Incident, "service">,
): string | undefined {
  const service = configuration.services.get(incident.service);
  if (service === undefined) return configuration.slack.fallbackChannel;
  return homeChannel(configuration, service);
}
