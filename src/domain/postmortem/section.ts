/** A part of a postmortem, with a heading of its own. */
export type Section = {
  readonly id: string;
  readonly title: string;
  /** What people are asked to write; empty for facts. */
  readonly prompt: string;
  /** Whether people write it; the others are facts, which Muster writes. */
  readonly prose: boolean;
};
