import { type DateTime, Duration } from "luxon";
import type { Labels } from "#domain/alert/alert.ts";
import { labelOf } from "#domain/alert/matcher.ts";
import type { Source } from "#domain/alert/source.ts";
import type { Configuration, Service } from "#domain/configuration/configuration.ts";
import type { Target } from "#domain/escalation/escalation.ts";
import { type Dashboard, findDashboard, linkRange } from "#domain/link.ts";
import { findRunbook, type Runbook, type RunbookAnswer } from "#domain/runbook.ts";
import { createRotas, peopleOnCall } from "#domain/schedule/rotas.ts";
import { type Place, placeAlert } from "#domain/service/place-alert.ts";
import { homeChannel, rosterOf } from "#domain/service/roster.ts";
import type { Severity } from "#domain/severity.ts";

/** An alert that might come, and what there is to deal with it. */
export type Supposition = {
  readonly source: Source | undefined;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly runbooks: readonly Runbook[];
  readonly now: DateTime;
};

/** What would happen in one of the services that the alert concerns. */
export type Forecast = Omit<Place, "service"> & {
  readonly service: Pick<Service, "id" | "name" | "team">;
  readonly severityName: string;
  readonly opensChannel: boolean;
  readonly cardChannel: string | null;
  /** Null when nobody is paged for its severity. */
  readonly paging: PagingForecast | null;
  readonly runbook: RunbookAnswer;
  readonly dashboard: Dashboard | null;
};

type LevelForecast = {
  readonly after: Duration;
  readonly targets: readonly Target[];
  /** Whether all its people are paged, or one of them. */
  readonly strategy: "all" | "round_robin";
};

export type PagingForecast = {
  readonly levels: readonly LevelForecast[];
  readonly repeats: number | "forever";
  readonly pause: Duration | null;
  readonly fallback: readonly Target[];
  readonly fallbackEvery: Duration;
};

/** What the bot would do if this alert came now. */
export function foresee(configuration: Configuration, alert: Supposition): readonly Forecast[] {
  return placeAlert(configuration, alert.source, alert.labels).map(({ service, ...place }) => {
    const rules = configuration.severities[place.severity];
    return {
      ...place,
      service: { id: service.id, name: service.name, team: service.team },
      severityName: rules.name,
      opensChannel: rules.opensChannel,
      cardChannel: homeChannel(configuration, service) ?? null,
      paging: rules.pages
        ? foreseePaging(configuration, { service, severity: place.severity }, alert.now)
        : null,
      ...foreseeLinks(configuration, service, alert),
    };
  });
}

function foreseePaging(
  configuration: Configuration,
  { service, severity }: { readonly service: Service; readonly severity: Severity },
  now: DateTime,
): PagingForecast | null {
  const policy = configuration.policies.get(service.policy);
  if (policy === undefined) return null;
  const rotas = createRotas(configuration.schedules);
  const { levels, fallback } = rosterOf(policy, configuration, {
    service,
    severity,
    now,
    whoIsOnCall: (schedule, who) => peopleOnCall(rotas, schedule, who, now.toMillis()),
  });
  const pause = service.autoPause ?? Duration.fromMillis(0);
  return {
    levels: levels.map((targets, index) => ({
      after: pause.plus(delayBefore(policy.levels, index)).rescale(),
      targets,
      strategy: policy.levels[index]?.strategy ?? "all",
    })),
    repeats: policy.repeat.times,
    pause: policy.repeat.pause ?? null,
    fallback,
    fallbackEvery: policy.exhausted.every,
  };
}

function delayBefore(levels: readonly { readonly delay: Duration }[], index: number): Duration {
  return levels.slice(0, index).reduce((sum, { delay }) => sum.plus(delay), Duration.fromMillis(0));
}

function foreseeLinks(
  { grafanaUrl }: Configuration,
  service: Service,
  { labels, annotations, runbooks, now }: Supposition,
): Pick<Forecast, "runbook" | "dashboard"> {
  const alertname = labelOf(labels, "alertname");
  const range = linkRange(now, null);
  return {
    runbook: findRunbook(runbooks, { alertname, annotations, service }),
    dashboard: findDashboard({ annotations, labels, service, grafanaUrl, ...range }),
  };
}
