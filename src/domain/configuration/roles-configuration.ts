import { z } from "zod";
import { keyed } from "#domain/schema.ts";

const RoleFields = z.strictObject({
  name: z.string().min(1).max(40).describe("How the role is called on cards and lists."),
  duties: z
    .string()
    .min(1)
    .max(1500)
    .describe("What is expected of whoever has it; they alone are sent it when they get it."),
});

/** A role that somebody may have in an incident. */
export type Role = z.output<typeof RoleFields> & { readonly id: string };

const USUAL: readonly Role[] = [
  {
    id: "lead",
    name: "Lead",
    duties:
      "You decide. Keep the whole picture and leave the work to others: say what is tried next, and who does it. First what stops the pain, then why. Give away what you cannot do yourself, and hand over before you are tired.",
  },
  {
    id: "comms",
    name: "Comms",
    duties:
      "You tell everybody who is not in the channel. Post an update as often as the severity asks for, also when nothing is new. Keep questions away from those who work on it.",
  },
  {
    id: "scribe",
    name: "Scribe",
    duties:
      "You keep the record. Note decisions, what was seen and what was tried, with times; pin the messages that matter. Make a task of whatever must not be forgotten.",
  },
  {
    id: "operations",
    name: "Operations",
    duties:
      "You do the work: change one thing at a time, say in the channel before you do it, and say what came of it. Nobody else changes anything meanwhile.",
  },
];

/** The four usual roles, and what the file adds or says in other words. */
export const RoleTable = keyed(RoleFields)
  .prefault({})
  .transform((given) => new Map([...USUAL.map((role) => [role.id, role] as const), ...given]));
export type RoleTable = z.output<typeof RoleTable>;
