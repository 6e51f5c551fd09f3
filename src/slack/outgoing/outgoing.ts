import type { webApi } from "@slack/bolt";
import type { Engine } from "#engine/engine.ts";
import type { TellUnreadable } from "#slack/incident-group.ts";
import type { Places } from "./places.ts";

/** What everything that speaks to Slack by itself works with. */
export type Outgoing = {
  readonly engine: Engine;
  readonly tellUnreadable: TellUnreadable;
  /** Never retries by itself; pages have one of their own, so that nothing else can hold them up. */
  readonly client: webApi.WebClient;
  readonly places: Places;
  /** Our own member id, by which we know the channels that we made. */
  readonly botUser: string;
  /** The Slack id of a person of the configuration, or null when there is none. */
  readonly slackIdOf: (person: string) => Promise<string | null>;
  /** Whether the workspace granted a scope, and the server has what it is for. */
  readonly granted: (scope: string) => boolean;
  /** Whether the server has a method, as far as was seen. */
  readonly knows: (method: string) => boolean;
  /** What a person of the configuration is called. */
  readonly nameOf: (person: string) => string;
};
