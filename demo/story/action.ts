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

export type ActionGroup = { readonly title: string; readonly actions: readonly Action[] };
