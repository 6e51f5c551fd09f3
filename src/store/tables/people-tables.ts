import type { GeneratedAlways } from "kysely";

/** What whoever works on an incident was told of it in its channel. */
export interface PeopleTables {
  readonly incident_news: {
    id: GeneratedAlways<number>;
    incident_id: number;
    /** Lines of the timeline. */
    first_entry: number;
    last_entry: number;
    /** Null for what was there before anything was told. */
    message_id: number | null;
  };
}
