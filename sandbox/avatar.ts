import type { User } from "./workspace/users.ts";

const COLOURS = ["#4a154b", "#1264a3", "#007a5a", "#b3541e", "#5b5fc7", "#8c3061"] as const;

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
