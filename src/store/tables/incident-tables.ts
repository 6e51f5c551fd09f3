import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from "kysely";
import type { DateTime } from "luxon";

type Json = JSONColumnType<object>;
type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>;
type Moment = ColumnType<DateTime, DateTime, DateTime>;
type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;
type MomentByDefault = ColumnType<DateTime, DateTime | undefined, DateTime>;

/** What alerts say and what becomes of them. */
export interface IncidentTables {
  readonly delivery: {
    id: GeneratedAlways<number>;
    source: string;
    received_at: MomentByDefault;
    /** Exactly the bytes that were sent. */
    body: Buffer;
    processed_at: OptionalMoment;
    /** How often it could not be processed, and until when it therefore rests. */
    failures: Generated<number>;
    retry_at: OptionalMoment;
    /** Why it could not be read; it stays in quarantine. */
    refused: string | null;
    /** When and by whom it was handed in again, the last time. */
    replayed_at: OptionalMoment;
    replayed_by: string | null;
  };
  readonly source_state: {
    source: string;
    watched_since: MomentByDefault;
    /** The name of the alert that is its heartbeat, as last configured. */
    heartbeat: string | null;
    last_delivery_at: OptionalMoment;
    last_beat_at: OptionalMoment;
    last_listing_at: OptionalMoment;
    listing_error: string | null;
  };
  readonly alert: {
    source: string;
    fingerprint: string;
    status: "firing" | "resolved";
    labels: Json;
    annotations: Json;
    starts_at: Moment;
    ends_at: OptionalMoment;
    generator_url: string | null;
    notes: Json;
    last_seen_at: Moment;
    recent_starts: Json;
    group_name: string | null;
    missing_since: OptionalMoment;
    muted_by: OptionalJson;
    absent_polls: number;
  };
  readonly alert_group: {
    source: string;
    name: string;
    /** How many alerts the sender left out of its last report. */
    truncated: number;
    reported_at: Moment;
  };
  readonly incident: {
    id: Generated<number>;
    key: string;
    service: string;
    status: string;
    severity: string;
    opened_at: Moment;
    resolved_at: OptionalMoment;
    state: Json;
    /** The incident that goes on in its place. */
    merged_into: number | null;
    /** Those who have a part in it, by all their ids; null when an older version wrote the row. */
    people: string[] | null;
    drill: boolean | null;
  };
  readonly incident_alert: {
    incident_id: number;
    source: string;
    fingerprint: string;
    name: string;
    severity: string;
    state: "firing" | "muted" | "ended";
    starts_at: Moment;
    ends_at: OptionalMoment;
  };
  readonly timeline: {
    id: GeneratedAlways<number>;
    incident_id: number;
    at: Moment;
    actor: Json;
    kind: string;
    event: Json;
  };
  readonly page: {
    id: GeneratedAlways<number>;
    incident_id: number;
    step: number;
    target: Json;
    reason: string;
    urgency: Generated<"high" | "low">;
    kind: Generated<"call" | "ask" | "join">;
    state: Generated<"pending" | "sent" | "failed" | "dropped">;
    error: string | null;
    created_at: Moment;
    settled_at: OptionalMoment;
  };
  readonly page_turn: {
    policy: string;
    level: number;
    person: string;
  };
  readonly configuration_version: {
    id: GeneratedAlways<number>;
    loaded_at: MomentByDefault;
    digest: string;
    content: string;
  };
}
