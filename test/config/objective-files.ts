/** A file of each form in which objectives are written elsewhere. */
export const SLOTH = `
version: prometheus/v1
service: shop
labels:
  owner: payments
slos:
  - name: answers
    objective: 99.9
    description: Requests are answered.
    sli:
      events:
        error_query: sum(rate(http_total{code=~"(5..|429)"}[{{.window}}]))
        total_query: sum(rate(http_total[{{ .window }}]))
    alerting:
      name: ShopErrors
      labels: { category: availability }
      annotations: { summary: The shop fails }
      page_alert: { labels: { severity: pageteam } }
      ticket_alert: { disable: true }
`;

export const RESOURCE = `
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: shop }
spec:
  service: shop
  slos:
    - name: answers
      objective: 99.95
      sli: { raw: { errorRatioQuery: 'sum(rate(bad[{{.window}}])) / sum(rate(all[{{.window}}]))' } }
      alerting: { name: ShopErrors, pageAlert: { labels: { camelCase: stays } } }
`;

export const PYRRA = `
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata:
  name: shop-latency
  labels: { pyrra.dev/service: shop, prometheus: k8s }
spec:
  target: "99.5"
  window: 4w
  indicator:
    latency:
      success: { metric: 'http_seconds_bucket{le="0.3"}' }
      total: { metric: http_seconds_count }
      grouping: [region]
`;

export const OPENSLO = `
apiVersion: openslo/v1
kind: SLI
metadata: { name: good-answers }
spec:
  ratioMetric:
    good: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(good[{{.window}}]))' } } }
    total: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(all[{{.window}}]))' } } }
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: answers }
spec:
  service: shop
  indicatorRef: good-answers
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 28d, isRolling: true }]
  objectives: [{ target: 0.999 }, { targetPercent: 99 }]
---
apiVersion: openslo/v1
kind: Service
metadata: { name: shop }
spec: {}
`;
