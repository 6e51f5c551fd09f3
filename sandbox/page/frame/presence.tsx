import type { VNode } from "preact";
import type { User } from "#sandbox/live/wire.ts";

/** Told by shape as well as by colour: full, hollow, or with a bar. */
export function Presence({ user }: { readonly user: User }): VNode {
  const words = presenceOf(user);
  const shape = user.dnd ? "dnd" : user.presence === "active" ? "active" : "away";
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- Drawn by the style sheet.
    <span class={`presence presence-${shape}`} role="img" aria-label={words} title={words} />
  );
}

export function presenceOf({ presence, dnd }: User): string {
  return dnd ? `${presence}, do not disturb` : presence;
}

/** What is special about somebody, in a word. */
export function standingOf(user: User): string | null {
  if (user.is_stranger) return "external";
  return user.is_restricted ? "guest" : null;
}
