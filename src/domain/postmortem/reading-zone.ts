import type { Configuration } from "#domain/configuration/configuration.ts";
import { schedulesNamed } from "#domain/service/find-schedules.ts";

type Known = Pick<Configuration, "schedules" | "services" | "policies" | "teams">;

/** The zone beside UTC of those who answer for a service: that of the first schedule that pages for it. */
export function readingZone(known: Known, service: string): string {
  const [first] = schedulesNamed(known, service) ?? [];
  return (first === undefined ? undefined : known.schedules.get(first)?.timezone) ?? "UTC";
}
