import type { DateTime } from "luxon";
import type { AlertListing, AlertReport, Labels } from "#domain/alert/alert.ts";
import type { SilenceMatcher } from "#domain/alert/silence-matcher.ts";
import type { ListedSilence, Silence } from "#domain/alert/silence.ts";
import type { Source } from "#domain/alert/source.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Template } from "#domain/configuration/postmortem-template.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Runbook } from "#domain/runbook.ts";
import type { WayForm } from "#domain/way.ts";
import type { Database } from "#store/database/database.ts";
import type { Logger } from "#telemetry/logger.ts";
import type { Metrics } from "#telemetry/metrics.ts";
import type { BudgetReader } from "./budget/budget-reader.ts";
import type { Impairments } from "./impairments.ts";
import type { RotaBook } from "./rota-book.ts";
import type { WebLink } from "./web-link.ts";

/** What a delivery's bytes turn out to say. */
export type Reading =
  | { readonly kind: "report"; readonly report: AlertReport }
  | { readonly kind: "unreadable"; readonly reason: string };

/** How one type of alert source is read and asked; given by whoever wires the program. */
export type SourceReader = {
  readonly read: (body: Uint8Array, receivedAt: DateTime) => Reading;
  readonly list: (source: Source) => Promise<AlertListing>;
  readonly silences: (source: Source) => Promise<readonly Silence[]>;
  readonly silencing: Silencing;
};

/** How alerts are kept quiet at a source. What throws says by `canRetry` whether it may work later. */
export type Silencing = {
  /** All that the source knows, also those that are over. */
  readonly list: (source: Source) => Promise<readonly ListedSilence[]>;
  readonly matching: (
    source: Source,
    matchers: readonly SilenceMatcher[],
  ) => Promise<readonly MatchedAlert[]>;
  /** Answers the id that the silence has from then on. */
  readonly save: (source: Source, silence: NewSilence) => Promise<string>;
  readonly expire: (source: Source, id: string) => Promise<void>;
};

/** An alert that the source has now. */
export type MatchedAlert = {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly silencedBy: readonly string[];
};

export type NewSilence = {
  /** The silence that is to be changed; a new one when left out. */
  readonly there?: Pick<ListedSilence, "id" | "startsAt">;
  readonly matchers: readonly SilenceMatcher[];
  readonly until: DateTime;
  readonly createdBy: string;
  readonly comment: string;
};

/** What everything in this layer works with. */
export type Engine = {
  readonly database: Database;
  readonly configuration: () => Configuration;
  readonly runbooks: () => readonly Runbook[];
  /** The users' own for postmortems. */
  readonly templates: () => readonly Template[];
  readonly rotas: RotaBook;
  /** The ways beside Slack that can be used as muster.yaml stands now. */
  readonly ways: () => readonly WayForm[];
  readonly readers: Readonly<Record<Source["type"], SourceReader>>;
  /** What services promise, whether or not it can be measured. */
  readonly objectives: () => readonly Objective[];
  /** Null where no Prometheus is configured. */
  readonly budgets: () => BudgetReader | null;
  readonly webLink: WebLink;
  /** What is wrong right now; whoever notices that something is, or is over, says so here. */
  readonly impairments: Impairments;
  readonly logger: Logger;
  readonly metrics: Metrics;
};
