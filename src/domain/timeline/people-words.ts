import type { WatchEvent } from "#domain/response/lead-watch.ts";
import type { OfferEvent } from "#domain/response/offer.ts";
import type { UpdateEvent } from "#domain/response/update.ts";
import { enumerate } from "#domain/text.ts";
import { actorName, doer } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const ROLE_LENGTH = 60;
const TEXT_LENGTH = 500;
const MOST_ROLES = 6;

/** Who watches over it, who takes it over, and what others were told. */
export const PEOPLE_WORDS: WordsOf<WatchEvent | OfferEvent | UpdateEvent> = {
  "lead-missed": () => "Nobody led it; that was told in its channel.",
  "left-channel": ({ roles, has }, pen, by) => {
    const named = enumerate(
      roles.map((role) => pen.text(role, ROLE_LENGTH)),
      MOST_ROLES,
    );
    const held = [...(has ? ["has it"] : []), ...(roles.length === 0 ? [] : [`is ${named}`])];
    return `${doer(by, pen)} left its channel and ${held.join(" and ")}.`;
  },
  "hand-over-offered": ({ from, to, brief }, pen) =>
    `${doer(from, pen)} asked ${actorName(to, pen)} to take it over: ${pen.text(brief, TEXT_LENGTH)}.`,
  "hand-over-asked-again": ({ to }, pen) =>
    `${doer(to, pen)} had not answered and was asked again to take it over.`,
  "hand-over-accepted": ({ from, to }, pen) =>
    `${doer(to, pen)} took it over from ${actorName(from, pen)}.`,
  "hand-over-declined": ({ from, to }, pen) =>
    `${doer(to, pen)} declined to take it over; it stays with ${actorName(from, pen)}.`,
  "hand-over-withdrawn": ({ from, to }, pen) =>
    `${doer(from, pen)} does not ask ${actorName(to, pen)} any more to take it over.`,
  "hand-over-expired": ({ from, to }, pen) =>
    `${doer(to, pen)} did not answer whether they take it over; it stays with ${actorName(from, pen)}.`,
  "update-posted": ({ known, impact, doing, nextAt }, pen, by) => {
    const next = nextAt === null ? "" : ` Next update ${pen.moment(nextAt)}.`;
    const told = [known, impact, doing].filter((text) => text !== "");
    const words = told.map((text) => ended(pen.text(text, TEXT_LENGTH))).join(" ");
    return `${doer(by, pen)} told others: ${words}${next}`;
  },
  "update-due": ({ to }, pen) => `${doer(to, pen)} was reminded that others wait for an update.`,
  "update-put-off": ({ until }, pen, by) => {
    const when = until === null ? "the next update" : pen.moment(until);
    return `${doer(by, pen)} asked not to be reminded of updates before ${when}.`;
  },
  followed: (_, pen, by) => `${doer(by, pen)} follows it.`,
  unfollowed: (_, pen, by) => `${doer(by, pen)} does not follow it any more.`,
};

function ended(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}
