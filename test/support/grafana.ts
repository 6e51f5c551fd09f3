import { z } from "zod";

const DataSource = z.strictObject({
  type: z.literal("prometheus"),
  uid: z.literal("${datasource}"),
});

const Target = z.object({
  refId: z.string().regex(/^[A-Z]$/),
  expr: z.string().min(1),
  datasource: DataSource,
  legendFormat: z.string(),
  instant: z.boolean(),
  range: z.boolean(),
});

const Panel = z.object({
  id: z.int().positive(),
  type: z.enum(["stat", "timeseries", "table"]),
  title: z.string().min(1),
  description: z.string().min(1),
  datasource: DataSource,
  gridPos: z.strictObject({
    h: z.int().positive(),
    w: z.int().min(1).max(24),
    x: z.int().min(0).max(23),
    y: z.int().min(0),
  }),
  interval: z.string().optional(),
  maxDataPoints: z.int().optional(),
  targets: z.array(Target).min(1),
});
export type GrafanaPanel = z.output<typeof Panel>;

const Variable = z.object({
  name: z.string().regex(/^\w+$/),
  type: z.enum(["datasource", "query", "custom"]),
  label: z.string().min(1),
});

const Annotation = z.object({
  name: z.string().min(1),
  datasource: DataSource,
  enable: z.literal(true),
  expr: z.string().min(1),
  iconColor: z.string(),
});

/** What Grafana needs of a dashboard in its classic form, as far as ours use it. */
export const GrafanaDashboard = z.object({
  id: z.null().optional(),
  uid: z.string().regex(/^[\w-]{1,40}$/),
  title: z.string().min(1),
  schemaVersion: z.int().min(36),
  timezone: z.literal("utc"),
  refresh: z.string(),
  tags: z.array(z.string()),
  time: z.strictObject({ from: z.string().regex(/^now-\d+[hd]$/), to: z.literal("now") }),
  templating: z.object({ list: z.array(Variable) }),
  annotations: z.object({ list: z.array(Annotation).min(1) }),
  panels: z.array(Panel).min(1),
});
export type GrafanaDashboard = z.output<typeof GrafanaDashboard>;

/** Every query of a dashboard, with what Grafana would put in place of its variables. */
export function queriesOf(
  { panels, annotations }: GrafanaDashboard,
  values: Readonly<Record<string, string>>,
): readonly string[] {
  const expressions = [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...annotations.list.map(({ expr }) => expr),
  ];
  return expressions.map((expression) => filled(expression, values));
}

/** The query with these values in place of its variables; one without a value stays, and no Prometheus takes it. */
export function filled(expression: string, values: Readonly<Record<string, string>>): string {
  return expression.replaceAll(/\$\{([\w:]+)\}|\$(\w+)/g, (whole, braced: string, bare: string) => {
    return values[braced ?? bare] ?? whole;
  });
}
