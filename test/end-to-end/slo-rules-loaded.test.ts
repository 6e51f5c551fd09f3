import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readObjectives } from "#config/objectives/read-objectives.ts";
import { findUnloaded } from "#prometheus/check-loaded.ts";
import { createPrometheus } from "#prometheus/client/prometheus.ts";
import { rulesFile } from "#prometheus/rules.ts";
import { eventually } from "#test/support/eventually.ts";
import { freePort } from "#test/support/process.ts";
import { hasPrometheus, startPrometheus } from "#test/support/prometheus.ts";

const SLOS = `
version: prometheus/v1
service: shop
slos:
  - name: answers
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(prometheus_http_requests_total{code=~"5.."}[{{.window}}]))
        total_query: sum(rate(prometheus_http_requests_total[{{.window}}]))
`;

describe.skipIf(!hasPrometheus())("a real Prometheus", () => {
  it("runs the rules, says so, and answers what they record", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "muster-slos-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(path.join(folder, "shop.yaml"), SLOS);
    const { objectives } = await readObjectives([folder]);
    const server = await startPrometheus({ rules: rulesFile(objectives), port: await freePort() });
    onTestFinished(() => server.stop());
    const prometheus = createPrometheus({ url: server.url }, { timeoutMs: 5000 });
    const renamed = objectives.map((one) => ({ ...one, labels: { tier: "1" } }));
    const other = objectives.map((one) => ({ ...one, id: "shop-other" }));

    await eventually(async () => {
      const { data } = await prometheus.instant("slo:objective:ratio", Date.now() / 1000);
      expect(data).toMatchObject([{ labels: { sloth_id: "shop-answers" }, value: 0.999 }]);
    });

    expect(await findUnloaded(prometheus, objectives)).toEqual([]);
    expect(await findUnloaded(prometheus, renamed)).toContain(
      "muster-slo-shop-answers: slo:objective:ratio is missing, or has other labels",
    );
    expect(await findUnloaded(prometheus, other)).toEqual([
      "muster-slo-shop-other: the server does not know this group",
    ]);
  });
});
