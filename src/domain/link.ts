import type { DateTime } from "luxon";

const MAX_LENGTH = 2000;
const MARGIN = { minutes: 30 };
const DASHBOARD_KEYS = ["dashboard_url", "dashboard", "grafana_url"] as const;

/** What an alert looked like, as text by name. */
type Texts = Readonly<Record<string, string>>;

/** A time range for a dashboard; it goes on until now when `to` is null. */
export type LinkRange = { readonly from: DateTime; readonly to: DateTime | null };

export type Dashboard = {
  readonly title: string;
  readonly url: string;
  readonly source: "annotation" | "grafana" | "service";
};

export type DashboardQuestion = LinkRange & {
  readonly annotations: Texts;
  readonly labels: Texts;
  readonly service?: ServiceDashboards | undefined;
  readonly grafanaUrl?: string | undefined;
};

type ServiceDashboards = {
  readonly id: string;
  readonly dashboards: readonly { readonly title: string; readonly url: string }[];
};

/** The address in a form that is safe to offer to people and to put inside Slack's <url|text>, or null. */
export function safeUrl(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH || !/^https?:\/\/[^/\\]\P{Cc}*$/iu.test(trimmed)) return null;
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  if (url.username !== "" || url.password !== "") return null;
  const encoded = url.href.replaceAll(/[<>| ]/g, encodeURIComponent);
  return encoded.length > MAX_LENGTH ? null : encoded;
}

/** The dashboard that shows this alert best: the one its rule names, else the first of its service. */
export function findDashboard(question: DashboardQuestion): Dashboard | null {
  return fromAnnotation(question) ?? fromGrafana(question) ?? fromService(question);
}

/** The range worth looking at: from half an hour before the start to half an hour after the end. */
export function linkRange(startedAt: DateTime, endedAt: DateTime | null): LinkRange {
  return { from: startedAt.minus(MARGIN), to: endedAt?.plus(MARGIN) ?? null };
}

/** What a link template may name: {labels.NAME}, {service}, {from} and {to}. */
export function linkValues(question: {
  readonly labels: Texts;
  readonly service?: { readonly id: string } | undefined;
  readonly from: DateTime;
  readonly to: DateTime | null;
}): Texts {
  const labels = Object.entries(question.labels).map(([name, value]) => [`labels.${name}`, value]);
  return Object.fromEntries([
    ...labels,
    ["service", question.service?.id ?? ""],
    ...Object.entries(rangeValues(question)),
  ]);
}

/** The template with every {name} replaced by its value, encoded; names without a value become empty. */
export function fillTemplate(template: string, values: Texts): string | null {
  const filled = template.replaceAll(/\{([a-z][^{}"'\s]*)\}/gi, (_, name: string) =>
    encodeValue(Object.hasOwn(values, name) ? (values[name] ?? "") : ""),
  );
  return safeUrl(filled);
}

function fromAnnotation(question: DashboardQuestion): Dashboard | null {
  for (const key of DASHBOARD_KEYS) {
    const url = safeUrl(question.annotations[key] ?? "");
    if (url !== null)
      return { title: "Dashboard", url: withRange(url, question), source: "annotation" };
  }
  return null;
}

/** Grafana's own alert rules name the dashboard by its uid and the panel by its id. */
function fromGrafana(question: DashboardQuestion): Dashboard | null {
  const { annotations, grafanaUrl } = question;
  const uid = annotations["__dashboardUid__"] ?? annotations["dashboardUid"] ?? "";
  if (grafanaUrl === undefined || !/^[\w-]{1,40}$/.test(uid)) return null;
  const panel = annotations["__panelId__"] ?? annotations["panelId"] ?? "";
  const view = panel === "" ? "" : "viewPanel={panel}&";
  const template = `${grafanaUrl.replace(/\/+$/, "")}/d/{uid}?${view}from={from}&to={to}`;
  const url = fillTemplate(template, { uid, panel, ...rangeValues(question) });
  if (url === null) return null;
  return { title: panel === "" ? "Dashboard" : "Panel", url, source: "grafana" };
}

function fromService(question: DashboardQuestion): Dashboard | null {
  const values = linkValues(question);
  for (const { title, url: template } of question.service?.dashboards ?? []) {
    const url = fillTemplate(template, values);
    if (url !== null) return { title, url, source: "service" };
  }
  return null;
}

/** Adds the time range unless the address has one; appended as text, so that the rest stays as it was written. */
function withRange(address: string, range: LinkRange): string {
  const url = new URL(address);
  if (url.searchParams.has("from") || url.searchParams.has("to")) return address;
  const { from, to } = rangeValues(range);
  url.search = `${url.search === "" ? "?" : `${url.search}&`}from=${from}&to=${to}`;
  return safeUrl(url.href) ?? address;
}

function rangeValues({ from, to }: LinkRange): { readonly from: string; readonly to: string } {
  return { from: String(from.toMillis()), to: to === null ? "now" : String(to.toMillis()) };
}

/** A value of dots alone would climb out of its place in the path, encoded or not. */
function encodeValue(value: string): string {
  return /^\.+$/.test(value) ? "" : encodeURIComponent(value.toWellFormed());
}
