import type { Command } from "commander";

/** The number of an incident as people write it: INC-12, 12 or #12. */
export function incidentNumber(name: string, command: Command): number {
  const digits = /^(?:inc-?|#)?(\d{1,15})$/iu.exec(name)?.[1];
  if (digits === undefined) command.error(`error: ${name} is no incident; write it like INC-12`);
  return Number(digits);
}
