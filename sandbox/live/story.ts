/**
 * What whoever runs the sandbox tells beside the chat: a tour that notices what has been done, and buttons that
 * make something happen outside the workspace.
 */
export type Story = {
  readonly title: string;
  readonly tour: readonly TourStep[];
  readonly groups: readonly ActionGroup[];
  /** Numbers and addresses worth seeing at any time. */
  readonly facts: readonly Fact[];
};

export type TourStep = {
  readonly id: string;
  readonly title: string;
  /** What to do, in a sentence or two. */
  readonly text: string;
  readonly done: boolean;
  /** Where in the workspace it happens: the page offers to go there. */
  readonly goTo?: { readonly user: string; readonly channel?: string } | undefined;
};

export type ActionGroup = {
  readonly title: string;
  readonly actions: readonly StoryAction[];
  /** What came of them, as far as the workspace does not show it. */
  readonly facts?: readonly Fact[] | undefined;
};

export type StoryAction = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Given for what goes on and off. */
  readonly on?: boolean | undefined;
  /** Why it cannot be pressed now. */
  readonly blocked?: string | undefined;
};

export type Fact = {
  readonly label: string;
  readonly value: string;
  readonly href?: string | undefined;
};

/** Runs a story. */
export type Storyteller = {
  /** Asked often; it must be cheap, and the same object as long as nothing changed. */
  readonly story: () => Story;
  /** A sentence on what happened, or a thrown error that says what to do. */
  readonly act: (id: string) => Promise<string>;
};
