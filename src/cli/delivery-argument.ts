import type { Command } from "commander";

/** The number of a delivery as people write it: 12 or #12. */
export function deliveryNumber(text: string, command: Command): number {
  const digits = /^#?(\d{1,15})$/.exec(text)?.[1];
  if (digits === undefined) command.error(`error: ${text} is no delivery; write its number`);
  return Number(digits);
}

/** Of a number that leads nowhere. */
export function noDelivery(id: number): string {
  return `There is no delivery ${id}: what was worked off is deleted after a while.`;
}
