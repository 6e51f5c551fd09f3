import type { User } from "./workspace/users.ts";

const COLOURS = ["#3f4f5f", "#2f6f8f", "#4f6f2f", "#a3501f", "#6a4fa3", "#93305a"] as const;

/** A picture for somebody who has none: two letters on a colour of their own. */
export function avatar({ id, realName }: User): string {
  const letters = realName.split(" ").map((word) => word.slice(0, 1));
  const sum = Array.from(id).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  const initials = letters
    .join("")
    .slice(0, 2)
    .replaceAll(/[<>&"]/g, "");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="72" height="72"><rect width="72" height="72" rx="8" fill="${COLOURS[sum % COLOURS.length]}"/><text x="36" y="46" font-family="sans-serif" font-size="28" fill="#fff" text-anchor="middle">${initials}</text></svg>`;
}
