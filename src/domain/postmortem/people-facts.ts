export type PeopleFacts = {
  readonly lead: string | null;
  /** Every role that somebody has, the lead's first. */
  readonly roles: readonly { readonly role: string; readonly name: string }[];
  /** Who did something about it, in the order in which they came. */
  readonly responders: readonly string[];
  readonly acknowledgedBy: string | null;
};
