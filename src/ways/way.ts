import type { DurationLikeObject } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { WayForm } from "#domain/way.ts";

/**
 * A way to reach a person beside Slack: one file that exports one of these, and one line in `ways.ts`. The form
 * in Slack, the rules, the lanes and the metrics follow from it.
 */
export type Way = WayForm & {
  /**
   * What can send now, or null while muster.yaml or a secret that it needs is missing; then nobody is offered
   * this way. It is asked again before each send, so that a reload counts: it must be cheap and keep nothing open.
   */
  readonly connect: (setting: WaySetting) => Transport | null;
  /** How long the next notice to the same person waits after one, when half a minute is too short. */
  readonly rest?: DurationLikeObject;
};

/** What a way may know of this installation. */
export type WaySetting = {
  readonly configuration: Configuration;
  /** The value of a secret that muster.yaml names; null when it is not set. */
  readonly secret: (name: string) => string | null;
};

/**
 * Hands the notice over, and returns as soon as the other side has taken it: an acknowledgement comes in by a door
 * of its own. It answers with a result also when it fails; what it throws counts as failed, to be tried again.
 * The signal aborts after half a minute, and then it is not waited for. Neither the address nor the token may be logged or stand in a reason.
 */
export type Transport = {
  readonly send: (to: string, notice: PageNotice, signal: AbortSignal) => Promise<WayResult>;
  /** Tells an admin, who need not answer, what is wrong with Muster itself; left out where that would ring. */
  readonly tell?: (to: string, trouble: TroubleNotice, signal: AbortSignal) => Promise<WayResult>;
};

/** What is wrong with Muster itself, as sentences. */
export type TroubleNotice = {
  /** The same when it is sent again. */
  readonly id: string;
  /** "Muster is impaired: Slack does not answer". */
  readonly headline: string;
  /** What that means and what to do, one paragraph each. */
  readonly paragraphs: readonly string[];
};

export type WayResult =
  /** The reference is the other side's name for it, such as a call's id, when it has one. */
  | { readonly kind: "sent"; readonly reference: string | null }
  | {
      readonly kind: "failed";
      /** In a few words for the timeline: "the mailbox does not exist". */
      readonly reason: string;
      /** Whether the same again may help: yes for a time-out, no for a number that does not exist. */
      readonly again: boolean;
      /** It may have arrived all the same, as after a time-out: the next try then says that it may be double. */
      readonly unclear?: boolean;
    };

/** What is said, as plain data: nothing in it is escaped for anything. Texts are one line each and already cut. */
export type PageNotice = {
  /** Somebody pressed "Send me a test page": it must say so first. */
  readonly isTest: boolean;
  /** Unique for each attempt and the same when it is tried again, for senders that know repeated requests. */
  readonly id: string;
  /** The worst incident of those that it is about; null for a test. */
  readonly incident: NoticedIncident | null;
  /** More incidents that wait for the same person; the token takes them all. */
  readonly others: readonly NoticedIncident[];
  /** How many more there are that the token takes too: too many to name. */
  readonly unnamed: number;
  /** Why it comes to this person: "level 1, nobody acknowledged in time". */
  readonly why: string;
  /** It may have come before: an earlier attempt had no clear end. */
  readonly mayBeDouble: boolean;
  /**
   * Whoever presents this acknowledges (`acknowledgeBy`): a secret, good until the incident is over. Letters,
   * digits, - and _.
   */
  readonly token: string;
  /** Where the token is taken: `<publicUrl>/acknowledge/<token>`; null while muster.yaml has no publicUrl. */
  readonly acknowledgeUrl: string | null;
};

export type NoticedIncident = {
  readonly id: number;
  /** "INC-42". */
  readonly name: string;
  readonly title: string;
  /** "SEV1"; whatever it says in an incident that this Muster cannot read. */
  readonly severity: string;
  /** As people call it. */
  readonly service: string;
  readonly runbookUrl: string | null;
  readonly dashboardUrl: string | null;
  /** Where all that is known of it can be read in a browser. */
  readonly incidentUrl: string | null;
};
