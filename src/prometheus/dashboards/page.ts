import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DATA_SOURCE, type PanelBuilder } from "./panels.ts";

const TAG = "muster";

/** What is marked on every chart of a dashboard. */
type Marks = {
  readonly name: string;
  readonly expression: string;
  readonly title: string;
  /** Labels that are shown with it. */
  readonly tags: readonly string[];
};

type Page = {
  /** Stays, so that links to it stay. */
  readonly uid: string;
  readonly title: string;
  readonly about: string;
  /** How far it looks back, such as 30d. */
  readonly range: string;
  readonly variables: readonly Builder<VariableModel>[];
  readonly marks: readonly Marks[];
  readonly panels: readonly PanelBuilder[];
};

/** A dashboard in UTC, with one range and one cursor for all that it shows, and links to the others. */
export function page({ uid, title, about, range, variables, marks, panels }: Page): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(about)
    .tags([TAG])
    .timezone("utc")
    .time({ from: `now-${range}`, to: "now" })
    .refresh("1m")
    .tooltip(DashboardCursorSync.Crosshair)
    .link(others())
    .variables([
      new DatasourceVariableBuilder("datasource").label("Prometheus").type("prometheus"),
      ...variables,
    ])
    .annotations(marks.map(marksOf));
  for (const [at, panel] of panels.entries()) {
    panel.id(at + 1);
    builder.withPanel(panel);
  }
  return builder.build();
}

function others(): DashboardLinkBuilder {
  return new DashboardLinkBuilder("Muster")
    .type(DashboardLinkType.Dashboards)
    .tags([TAG])
    .asDropdown(true)
    .keepTime(false);
}

function marksOf({ name, expression, title, tags }: Marks): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(DATA_SOURCE)
    .enable(true)
    .iconColor("red")
    .expr(expression)
    .step("60s")
    .titleFormat(title)
    .tagKeys(tags.join(","));
}
