import type { DateTime } from "luxon";

/** One line of the timeline, in plain words. */
export type TimelineFact = {
  readonly at: DateTime;
  readonly words: string;
  /** The message in Slack that it is. */
  readonly link: string | null;
  /** Whether people wrote it: a note or a message. */
  readonly isWritten: boolean;
  /** Whether it tells how the incident went, rather than how it was paged and kept. */
  readonly isKey: boolean;
};

/** What others were told. */
export type UpdateFact = {
  readonly at: DateTime;
  readonly by: string;
  readonly known: string;
  readonly impact: string;
  readonly doing: string;
};
