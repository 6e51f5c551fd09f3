import { z } from "zod";

/** How much a page matters: whether it may wake somebody. */
export const Urgency = z.enum(["high", "low"]);
export type Urgency = z.infer<typeof Urgency>;

/** The way that everybody has, because Muster lives there; it is no file in `src/ways`. */
export const SLACK = "slack";

export type AddressReading =
  | { readonly ok: true; readonly address: string }
  /** Names what is wrong and what to type instead: it stands under the field. */
  | { readonly ok: false; readonly problem: string };

/**
 * What everybody else knows of a way to reach a person: forms, rules and sentences are made from this alone, so
 * that a new way is one file.
 */
export type WayForm = {
  /** Its name in the database, in lanes and metrics: lower case letters, never changed once used. */
  readonly kind: string;
  /** As a heading: "Phone call". */
  readonly label: string;
  /** After "by": "phone", "text message", "e-mail". */
  readonly by: string;
  /** Ends "Bob was …": "called by phone". */
  readonly done: string;
  /** The field in which a person types the address. */
  readonly asks: {
    readonly label: string;
    readonly placeholder: string;
    /** One sentence below the field. */
    readonly hint: string;
  };
  /** Minutes after the page until it is used, unless the person says otherwise; null: not for that urgency. */
  readonly after: Readonly<Record<Urgency, number | null>>;
  /** Checks what a person typed, and writes it in the one form that is stored. */
  readonly readAddress: (typed: string) => AddressReading;
  /** The stored address so that its owner knows it and nobody else can use it: "+49 … 34". */
  readonly mask: (address: string) => string;
};
