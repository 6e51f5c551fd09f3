/** What became of one way of a page. */
export type WayOutcome =
  | { readonly kind: "sent"; readonly via: string; readonly reference?: string | null }
  | {
      readonly kind: "failed";
      readonly error: string;
      /** What was handed over did not arrive: this takes back that it was sent. */
      readonly takesBack?: true;
    }
  /** There is nothing to try any more: no address, or no such way. */
  | { readonly kind: "skipped"; readonly error: string }
  | { readonly kind: "dropped"; readonly reason: string };

/** In words why it did not arrive; null when it did. */
export function errorOf(outcome: WayOutcome): string | null {
  switch (outcome.kind) {
    case "sent":
      return null;
    case "dropped":
      return outcome.reason;
    case "failed":
    case "skipped":
      return outcome.error;
  }
}
