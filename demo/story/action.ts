import type { Fact } from "#sandbox/live/story.ts";

/** A button of the story. */
export type Action = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Given for what goes on and off. */
  readonly on?: () => boolean;
  /** Why it cannot be pressed now; null when it can. */
  readonly blocked?: () => string | null;
  /** A sentence on what happened. */
  readonly act: () => Promise<string>;
};

export type ActionGroup = {
  readonly title: string;
  readonly actions: readonly Action[];
  /** What came of them, as far as the workspace does not show it. */
  readonly facts?: () => readonly Fact[];
};
