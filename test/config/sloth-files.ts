const REQUESTS = 'http_request_duration_seconds_count{job="myservice"}';
const SERVICE = 'labels: { owner: myteam, repo: myorg/myservice, tier: "2" }';
const SATISFACTION = "unifipoller_client_satisfaction_ratio";
const APISERVER = "apiserver_request_duration_seconds";

/** Bad and all requests, as the example of Sloth's that everybody begins with counts them. */
function requests(bad: string, total: string): string {
  const failed = REQUESTS.replace("}", ',code=~"(5..|429)"}');
  return `events: { ${bad}: 'sum(rate(${failed}[{{.window}}]))', ${total}: 'sum(rate(${REQUESTS}[{{.window}}]))' }`;
}

function myService(service: string, objective: string, labels = SERVICE): string {
  return `
version: prometheus/v1
service: ${service}
${labels}
slos:
  - name: requests-availability
    objective: ${objective}
    sli: { ${requests("error_query", "total_query")} }
    alerting:
      name: MyServiceHighErrorRate
      labels: { category: availability }
      annotations: { summary: High error rate on 'myservice' requests responses }
      page_alert: { labels: { severity: pageteam, routing_key: myteam } }
      ticket_alert: { labels: { severity: slack, slack_channel: "#alerts-myteam" } }
`;
}

function myResource(service: string, objective: string, labels = SERVICE): string {
  return `
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: sloth-slo-${service}, namespace: monitoring }
spec:
  service: ${service}
  ${labels}
  slos:
    - name: requests-availability
      objective: ${objective}
      sli: { ${requests("errorQuery", "totalQuery")} }
      alerting:
        name: MyServiceHighErrorRate
        labels: { category: availability }
        annotations: { summary: High error rate on 'myservice' requests responses }
        pageAlert: { labels: { severity: pageteam, routing_key: myteam } }
        ticketAlert: { labels: { severity: slack, slack_channel: "#alerts-myteam" } }
`;
}

const OTHER = 'labels: { owner: myteam2, repo: myorg/myservice2, tier: "1" }';
const WIFI = "labels: { cluster: valhalla, component: ubiquiti, context: home }";
const K8S = "labels: { cluster: valhalla, component: kubernetes }";

function satisfied(below: string, [bad, total]: readonly [string, string]): string {
  return `events: { ${bad}: "sum_over_time((count(${SATISFACTION} < ${below}))[{{.window}}:]) OR on() vector(0)", ${total}: "sum_over_time((count(${SATISFACTION}))[{{.window}}:])" }`;
}

function wifi(keys: readonly [string, string], [page, ticket]: readonly [string, string]): string {
  const severities = `${page}: { labels: { severity: home } }, ${ticket}: { labels: { severity: warning } }`;
  return `[
    { name: good-wifi-client-satisfaction, objective: 95, sli: { ${satisfied("0.75", keys)} }, alerting: { name: GoodWifiClientSatisfaction, ${severities} } },
    { name: risk-wifi-client-satisfaction, objective: 99.9, sli: { ${satisfied("0.5", keys)} }, alerting: { name: RiskWifiClientSatisfaction, ${severities} } } ]`;
}

function apiserver(name: string, objective: string, sli: string): string {
  const kind = name === "availability" ? "Availability" : "Latency";
  return `
  - name: requests-${name}
    objective: ${objective}
    labels: { category: ${name} }
    sli: { events: { ${sli} } }
    alerting:
      name: K8sApiserver${kind}Alert
      labels: { category: ${name} }
      annotations: { runbook: "https://example.com/${name}" }
      page_alert: { labels: { severity: critical } }
      ticket_alert: { labels: { severity: warning } }`;
}

const FAILED = `error_query: 'sum(rate(apiserver_request_total{code=~"(5..|429)"}[{{.window}}]))', total_query: 'sum(rate(apiserver_request_total[{{.window}}]))'`;
const SLOW = `error_query: '(sum(rate(${APISERVER}_count{verb!="WATCH"}[{{.window}}])) - sum(rate(${APISERVER}_bucket{le="0.4",verb!="WATCH"}[{{.window}}])))', total_query: 'sum(rate(${APISERVER}_count{verb!="WATCH"}[{{.window}}]))'`;

/** A file of Sloth's like each of those that come with it as examples, by their names. */
export const SLOTH_FILES: Readonly<Record<string, string>> = {
  "getting-started.yml": myService("myservice", "99.9"),
  "k8s-getting-started.yml": myResource("myservice", "99.9"),
  "multifile.yml": `${myService("myservice", "99.9")}---${myService("myservice2", "99.99", OTHER)}`,
  "k8s-multifile.yml": `${myResource("myservice", "99.9")}---${myResource("myservice2", "99.99", OTHER)}`,
  "home-wifi.yml": `version: prometheus/v1\nservice: home-wifi\n${WIFI}\nslos: ${wifi(["error_query", "total_query"], ["page_alert", "ticket_alert"])}`,
  "k8s-home-wifi.yml": `apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata: { name: wifi }\nspec:\n  service: home-wifi\n  ${WIFI}\n  slos: ${wifi(["errorQuery", "totalQuery"], ["pageAlert", "ticketAlert"])}`,
  "raw-home-wifi.yml": `
version: prometheus/v1
service: home-wifi
${WIFI}
slos:
  - name: wifi-client-satisfaction
    objective: 95
    sli: { raw: { error_ratio_query: "1 - (sum(sum_over_time(${SATISFACTION}[{{.window}}])) / sum(count_over_time(${SATISFACTION}[{{.window}}])))" } }
    alerting:
      name: WifiClientSatisfaction
      page_alert: { labels: { severity: home } }
      ticket_alert: { labels: { severity: warning } }
`,
  "kubernetes-apiserver.yml": `version: prometheus/v1\nservice: k8s-apiserver\n${K8S}\nslos:${apiserver("availability", "99.9", FAILED)}${apiserver("latency", "99", SLOW)}\n`,
  "no-alerts.yml": `
version: prometheus/v1
service: myapp
labels: { owner: myteam }
slos:
  - name: http-availability
    objective: 99.99
    sli: { ${requests("error_query", "total_query")} }
    alerting: { page_alert: { disable: true }, ticket_alert: { disable: true } }
`,
  "contrib-denominator-corrected.yaml": myResource("svc01", "99.9").replace(
    "  slos:",
    "  sloPlugins: { chain: [{ id: sloth.dev/contrib/denominator_corrected_rules/v1 }] }\n  slos:",
  ),
  "slo-plugin-getting-started.yml": myService("myservice", "99.9").replace(
    "slos:",
    "slo_plugins: { chain: [{ id: sloth.dev/core/debug/v1 }] }\nslos:",
  ),
  "plugin-getting-started.yml": myService("myservice", "99.9").replace(
    /sli: .*/,
    "sli: { plugin: { id: getting_started_availability, options: { job: myservice } } }",
  ),
  "openslo-getting-started.yml":
    "apiVersion: openslo/v1alpha\nkind: SLO\nmetadata: { name: sloth-slo-my-service }\nspec: { service: my-service }\n",
  "windows/7d.yaml": "apiVersion: sloth.slok.dev/v1\nkind: AlertWindows\nspec: { sloPeriod: 7d }\n",
};
