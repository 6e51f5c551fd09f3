import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import {
  type CountingPrometheus,
  startCountingPrometheus,
} from "#test/support/counting-prometheus.ts";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { isDirect, wordsOf } from "#test/support/slack-state.ts";

const SLOS = {
  requests: {
    service: "checkout",
    objective: 99.9,
    sli: {
      events: {
        error_query: 'sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))',
        total_query: "sum(rate(http_requests_total[{{.window}}]))",
      },
    },
  },
};
const POLICY = { freeze: { exceptions: ["P0 fixes"] }, notify: [{ remaining: 25 }] };

withDatabase("error budgets in Slack", (open) => {
  let muster: TestMuster;
  let prometheus: CountingPrometheus;
  afterAll(async () => {
    await muster.stop();
    await prometheus.stop();
  });

  it("are listed by the command, as soon as they are known", async () => {
    prometheus = await startCountingPrometheus({ recentRatio: 0.014, bad: 880 });
    muster = await startMuster(await open(), {
      configuration: { slos: SLOS, budgetPolicy: POLICY, prometheus: { url: prometheus.url } },
    });
    const ann = muster.slack.person("ann");

    expect(await ann.slo("")).toContain("requests 99.9 %/30d: not known yet");
    await muster.lookAtBudgets();
    expect(await ann.slo("list checkout")).toContain(
      "*Checkout*\n`█░░░░░░░░░` requests 99.9 %/30d: 12 % left, burning 14x now",
    );
  });

  it("are shown one by one, with what they are computed from and a chart for whoever asked", async () => {
    const ann = muster.slack.person("ann");

    const numbers = await ann.slo("show checkout-requests");

    expect(numbers).toContain("Failed: 880. Left: 1 - 880 / 1,000 = 12 %.");
    expect(numbers).toContain("1.4 % / 0.1 % = 14x as fast as allowed.");
    await eventually(async () => {
      const all = await muster.slack.channels();
      const direct = JSON.stringify(all.filter((one) => isDirect(one, "U00000ANN")));
      expect(direct).toContain("checkout-requests.png");
      expect(direct).toContain("12 % of the budget left: checkout requests: 99.9 % over 30d.");
    });
  });

  it("are shown with their age and without a chart while Prometheus does not answer", async () => {
    prometheus.says(null);
    const numbers = await muster.slack.person("bob").slo("show requests");

    expect(numbers).toContain("12 % left, burning 14x now");
    expect(numbers).toContain("There are no counts and no chart: Prometheus: it answered 503.");
  });

  it("are told where the team reads, once for each crossing and each freeze", async () => {
    expect(await told("Less than 25 %")).toHaveLength(1);

    prometheus.says({ recentRatio: 0.014, bad: 1020 });
    await muster.lookAtBudgets();
    const [frozen] = await told("Changes to Checkout rest");
    expect(frozen).toContain("(overdrawn by 2 %)");
    expect(frozen).toContain("`GET https://muster.example/slos/checkout-requests/freeze`");
    await muster.restart();
    await muster.lookAtBudgets();
    expect(await told("Changes to Checkout rest")).toHaveLength(1);
    expect(await told("Less than 25 %")).toHaveLength(1);

    expect(await muster.slack.person("ann").slo("freeze")).toMatch(
      /^\*checkout requests 99\.9 %\/30d\*: changes rest since .* until something has been left for 24 h\./,
    );
    await muster.slack.act("home", { user: "ann" });
    await eventually(async () => {
      const home = wordsOf((await muster.slack.person("ann").home())?.blocks);
      expect(home).toMatch(/Error budgets\n• checkout requests 99\.9 %\/30d: overdrawn by 2 %/);
    });
    const answer = await fetch(`${muster.url}/slos/checkout-requests/freeze`);
    expect(z.object({ frozen: z.boolean() }).parse(await answer.json()).frozen).toBe(true);
    const metrics = await (await fetch(`${muster.url}/metrics`)).text();
    expect(metrics).toContain('muster_freeze{objective="checkout-requests"} 1');
    expect(metrics).toContain("\nmuster_charts_drawable 1\n");
  });

  it("help whoever mistypes, and show nothing to those who may not see", async () => {
    const ann = muster.slack.person("ann");

    expect(await ann.slo("show chekout-requests")).toBe(
      "No objective, service or team is called chekout-requests. Did you mean checkout-requests?",
    );
    expect(await ann.slo("shwo")).toMatch(
      /^There is no `\/slo shwo`\. Did you mean `\/slo show`\?/,
    );
    expect(await ann.slo("help")).toContain("`/slo freeze` shows where changes rest");
    expect(await ann.slo("show")).toBe("Which one? `/slo list` shows them.");
    expect(await muster.slack.person("guest").slo("", "team-checkout")).not.toContain("99.9 %");
  });

  async function told(words: string): Promise<readonly string[]> {
    await muster.settle();
    const texts = await muster.slack.texts("team-checkout");
    return texts.filter((text) => text.includes(words));
  }
});
