import { z } from "zod";
import { Actor, isSameActor } from "#domain/actor.ts";

/** Who has which role, by the role's id; the lead is one of them. */
export const Roles = z.record(z.string(), Actor).readonly().prefault({});
export type Roles = z.output<typeof Roles>;

/** The one who decides: the incident commander. */
export const LEAD = "lead";

export const RoleEvent = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("role-given"),
      role: z.string(),
      to: Actor,
      /** Who had it before. */
      from: Actor.nullable(),
    })
    .readonly(),
  z.object({ kind: z.literal("role-left"), role: z.string(), from: Actor }).readonly(),
]);
export type RoleEvent = z.output<typeof RoleEvent>;

export type RoleCommand =
  | {
      readonly kind: "give-role";
      readonly by: Actor;
      readonly role: string;
      readonly to: Actor;
      /** Who had it where it was asked for, as holderId says; whoever has it since keeps it. */
      readonly expects?: string | null;
    }
  /** Somebody puts down a role of their own. */
  | { readonly kind: "leave-role"; readonly by: Actor; readonly role: string };

/** What becomes of the command: an event, or in words why nothing does. */
export function decideRole(roles: Roles, command: RoleCommand): RoleEvent | string {
  const holder = roles[command.role] ?? null;
  switch (command.kind) {
    case "give-role": {
      const { role, to, expects } = command;
      if (holder !== null && isSameActor(holder, to)) return "they have this role already";
      if (expects !== undefined && expects !== holderId(holder))
        return "somebody else has taken it";
      return { kind: "role-given", role, to, from: holder };
    }
    case "leave-role": {
      const { role, by } = command;
      if (holder === null) return "nobody has this role";
      if (!isSameActor(holder, by)) return "somebody else has this role";
      return { kind: "role-left", role, from: holder };
    }
  }
}

/** Tells one holder of a role from another, for a button that shows it; null is nobody. */
export function holderId(holder: Actor | null): string | null {
  return holder?.kind === "person" ? (holder.person ?? holder.slackId) : null;
}

export function evolveRoles(roles: Roles, event: RoleEvent): Roles {
  const others = Object.fromEntries(Object.entries(roles).filter(([role]) => role !== event.role));
  return event.kind === "role-left" ? others : { ...others, [event.role]: event.to };
}
