import type { DateTime } from "luxon";
import type { AlertListing, AlertReport } from "#domain/alert/alert.ts";
import type { Silence } from "#domain/alert/silence.ts";
import type { Source } from "#domain/alert/source.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Runbook } from "#domain/runbook.ts";
import type { WayForm } from "#domain/way.ts";
import type { Database } from "#store/database/database.ts";
import type { Logger } from "#telemetry/logger.ts";
import type { Metrics } from "#telemetry/metrics.ts";
import type { RotaBook } from "./rota-book.ts";

/** What a delivery's bytes turn out to say. */
export type Reading =
  | { readonly kind: "report"; readonly report: AlertReport }
  | { readonly kind: "unreadable"; readonly reason: string };

/** How one type of alert source is read and asked; given by whoever wires the program. */
export type SourceReader = {
  readonly read: (body: Uint8Array, receivedAt: DateTime) => Reading;
  readonly list: (source: Source) => Promise<AlertListing>;
  readonly silences: (source: Source) => Promise<readonly Silence[]>;
};

/** What everything in this layer works with. */
export type Engine = {
  readonly database: Database;
  readonly configuration: () => Configuration;
  readonly runbooks: () => readonly Runbook[];
  readonly rotas: RotaBook;
  /** The ways beside Slack that can be used as muster.yaml stands now. */
  readonly ways: () => readonly WayForm[];
  readonly readers: Readonly<Record<Source["type"], SourceReader>>;
  readonly logger: Logger;
  readonly metrics: Metrics;
};
