import type { Flow, FlowCall } from "#slack/flows/desk/flow.ts";

export type OncallCall = FlowCall & {
  /** Their id in `people`, null for those whom the configuration does not know. */
  readonly person: string | null;
};

export type OncallFlow = Flow<OncallCall>;
