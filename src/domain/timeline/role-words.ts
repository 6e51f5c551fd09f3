import { isSameActor } from "#domain/actor.ts";
import type { RoleEvent } from "#domain/response/role.ts";
import { actorName, doer } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const ROLE_LENGTH = 60;

/** Who has which role from now on. */
export const ROLE_WORDS: WordsOf<RoleEvent> = {
  "role-given": ({ role, to, from }, pen, by) => {
    const named = pen.text(role, ROLE_LENGTH);
    const before = from === null ? "" : `, in place of ${actorName(from, pen)}`;
    if (isSameActor(to, by)) return `${doer(by, pen)} became ${named}${before}.`;
    return `${doer(by, pen)} made ${actorName(to, pen)} ${named}${before}.`;
  },
  "role-left": ({ role, from }, pen) =>
    `${doer(from, pen)} is not ${pen.text(role, ROLE_LENGTH)} any more.`,
};
