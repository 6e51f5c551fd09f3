/** From what a postmortem is written: Liquid, as it stands in its file. */
export type Template = {
  readonly id: string;
  /** Where it stands; null for one that Muster brings along. */
  readonly file: string | null;
  readonly text: string;
};

/** The templates that Muster brings along. */
export const BUILT_IN = ["default", "lightweight", "security"] as const;
