import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import {
  type DashboardQuestion,
  fillTemplate,
  findDashboard,
  linkRange,
  linkValues,
  safeUrl,
} from "#domain/link.ts";

const from = DateTime.fromISO("2026-11-20T09:30:00Z");
const to = DateTime.fromISO("2026-11-20T11:00:00Z");
const range = `from=${from.toMillis()}&to=${to.toMillis()}`;

describe("safeUrl", () => {
  it.each([
    ["an https address", "https://example.com/a", "https://example.com/a"],
    [
      "an http address with a port",
      "http://10.0.0.1:3000/d/x?y=1#z",
      "http://10.0.0.1:3000/d/x?y=1#z",
    ],
    ["upper case in scheme and host", "HTTPS://Example.com/A", "https://example.com/A"],
    ["white space around it", "  https://example.com/a\n", "https://example.com/a"],
    ["spaces inside", "https://example.com/a b?c d#e f", "https://example.com/a%20b?c%20d#e%20f"],
    [
      "Slack's separators",
      "https://example.com/a|b?<c>|#<d>|",
      "https://example.com/a%7Cb?%3Cc%3E%7C#%3Cd%3E%7C",
    ],
    ["what is already encoded", "https://example.com/a%20b%7C", "https://example.com/a%20b%7C"],
    [
      "text that runs from right to left",
      "https://example.com/\u202Egpj",
      "https://example.com/%E2%80%AEgpj",
    ],
  ])("accepts %s", (_, given, expected) => {
    expect(safeUrl(given)).toBe(expected);
  });

  it.each([
    ["nothing", ""],
    ["a bare word", "latency"],
    ["a path", "/runbooks/latency"],
    ["a host without scheme", "example.com/a"],
    ["no host", "https://"],
    ["a slash too many", "https:///example.com"],
    ["a script", "javascript:alert(1)"],
    ["a script behind a comment", "javascript://example.com/%0Aalert(1)"],
    ["a script in odd letters", " JaVaScRiPt:alert(1)"],
    ["data", "data:text/html,<script>alert(1)</script>"],
    ["a file", "file:///etc/passwd"],
    ["mail", "mailto:a@example.com"],
    ["another protocol", "ftp://example.com/"],
    ["backslashes for slashes", "https:\\\\example.com"],
    ["a backslash where the host begins", "https://\\example.com"],
    ["a user name", "https://admin@example.com/"],
    ["a password", "https://grafana.example.com:pw@evil.example/"],
    ["a line break inside", "https://example.com/a\nb"],
    ["a tab inside", "https://exam\tple.com/"],
    ["a null", "https://example.com/\0"],
    ["more than 2000 characters", `https://example.com/${"a".repeat(2000)}`],
    ["more than 2000 characters once encoded", `https://example.com/${"ü".repeat(400)}`],
    ["a host that cannot be", "https://exa mple.com/"],
    ["a mention", "<!channel> https://example.com"],
  ])("makes no link of %s", { tags: ["I36"] }, (_, given) => {
    expect(safeUrl(given)).toBeNull();
  });
});

describe("fillTemplate", () => {
  it.each([
    ["puts values in", "{labels.job}/{from}", { "labels.job": "api", from: "5" }, "api/5"],
    [
      "encodes values",
      "?q={labels.q}",
      { "labels.q": "a b&c=d#<e>|/é" },
      "?q=a%20b%26c%3Dd%23%3Ce%3E%7C%2F%C3%A9",
    ],
    ["makes unknown names empty", "a{labels.nope}b", {}, "ab"],
    ["does not know what objects inherit", "a{constructor}b{toString}", {}, "ab"],
    [
      "does not fill a value's own braces",
      "{labels.a}",
      { "labels.a": "{to}", to: "9" },
      "%7Bto%7D",
    ],
    ["keeps dots from climbing", "d/{labels.a}/x", { "labels.a": ".." }, "d//x"],
    ["survives half a character", "{labels.a}", { "labels.a": "\uD800" }, "%EF%BF%BD"],
    [
      "knows names with dots and slashes",
      "{labels.k8s.pod/name}",
      { "labels.k8s.pod/name": "p" },
      "p",
    ],
    [
      "leaves JSON alone",
      '?panes={"A":{"from":"{from}"}}',
      { from: "now-1h" },
      "?panes={%22A%22:{%22from%22:%22now-1h%22}}",
    ],
  ])("%s", (_, template, values, expected) => {
    expect(fill(template, values)).toBe(expected);
  });

  it("keeps a value from choosing another host", () => {
    const template = "https://{labels.region}.example.com/";

    expect(fillTemplate(template, { "labels.region": "eu" })).toBe("https://eu.example.com/");
    expect(fillTemplate(template, { "labels.region": "evil.example/" })).toBeNull();
    expect(fillTemplate(template, { "labels.region": "evil.example#" })).toBeNull();
    expect(fillTemplate(template, { "labels.region": "evil.example\\" })).toBeNull();
    expect(fillTemplate(template, { "labels.region": "user@evil.example?" })).toBeNull();
  });

  it("gives nothing when the result is not safe", () => {
    expect(fillTemplate("javascript:{labels.a}", { "labels.a": "alert(1)" })).toBeNull();
    expect(fillTemplate("{labels.a}", { "labels.a": "https://evil.example/" })).toBeNull();
    expect(
      fillTemplate("https://a.example/{labels.a}", { "labels.a": "x".repeat(2000) }),
    ).toBeNull();
  });
});

describe("linkValues", () => {
  it("names labels, service and the range in milliseconds", () => {
    expect(linkValues({ labels: { job: "api" }, service: { id: "checkout" }, from, to })).toEqual({
      "labels.job": "api",
      service: "checkout",
      from: "1795167000000",
      to: "1795172400000",
    });
  });

  it("is open to now while there is no end, and has no service when none is known", () => {
    const values = linkValues({ labels: {}, from, to: null });

    expect(values).toMatchObject({ to: "now", service: "" });
  });
});

describe("linkRange", () => {
  it("adds half an hour on both sides", () => {
    const wide = linkRange(from, to);

    expect(wide.from.toUTC().toISO()).toBe("2026-11-20T09:00:00.000Z");
    expect(wide.to?.toUTC().toISO()).toBe("2026-11-20T11:30:00.000Z");
  });

  it("stays open while the trouble goes on", () => {
    expect(linkRange(from, null).to).toBeNull();
  });
});

describe("findDashboard", () => {
  const service = {
    id: "checkout",
    dashboards: [
      {
        title: "Checkout",
        url: "https://g.example.com/d/c?var-pod={labels.pod}&from={from}&to={to}",
      },
      { title: "Second", url: "https://g.example.com/d/second" },
    ],
  };

  it("finds nothing when nobody names one", () => {
    expect(find({ labels: { dashboard_url: "https://a.example/" } })).toBeNull();
  });

  it("takes the annotations in order and passes over those that are not safe", () => {
    const annotations = {
      grafana_url: "https://a.example/grafana_url",
      dashboard: "https://a.example/dashboard",
      dashboard_url: "javascript:alert(1)",
    };

    expect(find({ annotations, service })).toEqual({
      title: "Dashboard",
      url: `https://a.example/dashboard?${range}`,
      source: "annotation",
    });
  });

  it.each([
    ["adds the range", "https://a.example/d/x", `https://a.example/d/x?${range}`],
    [
      "adds it to a query",
      "https://a.example/d/x?var-a=b%20c&kiosk",
      `https://a.example/d/x?var-a=b%20c&kiosk&${range}`,
    ],
    [
      "adds it before a fragment",
      "https://a.example/d/x#top",
      `https://a.example/d/x?${range}#top`,
    ],
    [
      "leaves a range that is there",
      "https://a.example/d/x?from=now-6h&to=now",
      "https://a.example/d/x?from=now-6h&to=now",
    ],
    [
      "leaves half a range that is there",
      "https://a.example/d/x?from=now-6h",
      "https://a.example/d/x?from=now-6h",
    ],
  ])("%s", (_, dashboard_url, url) => {
    expect(find({ annotations: { dashboard_url } })?.url).toBe(url);
  });

  it.each([
    ["with underscores", { __dashboardUid__: "abc-1", __panelId__: "7" }],
    ["without", { dashboardUid: "abc-1", panelId: "7" }],
  ])("builds the panel's address from Grafana's annotations %s", (_, annotations) => {
    const found = find({ annotations, grafanaUrl: "https://g.example.com/grafana/", service });

    expect(found).toEqual({
      title: "Panel",
      url: `https://g.example.com/grafana/d/abc-1?viewPanel=7&${range}`,
      source: "grafana",
    });
  });

  it("builds the dashboard's address when no panel is named, open to now", () => {
    const annotations = { __dashboardUid__: "abc" };

    expect(find({ annotations, grafanaUrl: "https://g.example.com", to: null })).toEqual({
      title: "Dashboard",
      url: `https://g.example.com/d/abc?from=${from.toMillis()}&to=now`,
      source: "grafana",
    });
  });

  it("does not build from a uid that is none, or without Grafana's address", () => {
    const grafanaUrl = "https://g.example.com";

    expect(find({ annotations: { __dashboardUid__: "../admin" }, grafanaUrl })).toBeNull();
    expect(find({ annotations: { __dashboardUid__: "abc" } })).toBeNull();
    expect(find({ annotations: { __panelId__: "7" }, grafanaUrl })).toBeNull();
  });

  it("fills the service's first dashboard", () => {
    expect(find({ service, labels: { pod: "checkout-1/a b" } })).toEqual({
      title: "Checkout",
      url: `https://g.example.com/d/c?var-pod=checkout-1%2Fa%20b&${range}`,
      source: "service",
    });
  });

  it("goes on to the next dashboard when one cannot be filled safely", () => {
    const found = find({ service, labels: { pod: "x".repeat(2000) } });

    expect(found).toMatchObject({ title: "Second", source: "service" });
  });
});

function fill(template: string, values: Record<string, string>) {
  const base = "https://logs.example.com/";
  return fillTemplate(base + template, values)?.replace(base, "");
}

function find(facts: Partial<DashboardQuestion>) {
  return findDashboard({ annotations: {}, labels: {}, from, to, ...facts });
}
