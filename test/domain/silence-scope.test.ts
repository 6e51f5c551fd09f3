import { describe, expect, it } from "vitest";
import { matchersText } from "#domain/alert/silence-matcher.ts";
import { alertMatchers, groupMatchers } from "#domain/alert/silence-scope.ts";

type Labels = Readonly<Record<string, string>>;

const DISK: Labels = { alertname: "DiskFull", cluster: "eu", instance: "db-1" };

function ofGroup(groupBy: readonly string[], ...alerts: readonly Labels[]): string {
  return matchersText(groupMatchers(alerts.map((labels) => ({ labels, groupBy }))));
}

describe("a silence for all alerts of an incident", () => {
  it.each<[what: string, groupBy: string[], alerts: Labels[], expected: string]>([
    [
      "has the labels that the route groups by",
      ["cluster", "namespace"],
      [DISK, { ...DISK, instance: "db-2" }],
      'alertname="DiskFull", cluster="eu"',
    ],
    [
      "leaves out what not all of them share",
      ["cluster"],
      [DISK, { ...DISK, cluster: "us" }],
      'alertname="DiskFull"',
    ],
    [
      "leaves out what some of them lack",
      ["cluster"],
      [DISK, { alertname: "DiskFull" }],
      'alertname="DiskFull"',
    ],
    [
      "keeps to the service that all of them name",
      [],
      [{ ...DISK, service: "shop" }],
      'alertname="DiskFull", service="shop"',
    ],
    [
      "names each kind of alert when there are several",
      ["cluster"],
      [DISK, { ...DISK, alertname: "Cpu" }],
      'alertname=~"Cpu|DiskFull", cluster="eu"',
    ],
    [
      "takes every character of their names as itself",
      [],
      [{ alertname: "up.(a|b)" }, { alertname: "up+[c]" }],
      String.raw`alertname=~"up\\+\\[c\\]|up\\.\\(a\\|b\\)"`,
    ],
    [
      "escapes what ends a text",
      [],
      [{ alertname: 'say "\\"' }],
      String.raw`alertname="say \"\\\""`,
    ],
    [
      "quotes a label that older versions do not know",
      ["a.b"],
      [{ ...DISK, "a.b": "c" }],
      'alertname="DiskFull", "a.b"="c"',
    ],
    ["is not to be had when one has no name", ["cluster"], [DISK, { cluster: "eu" }], ""],
    ["is not to be had without any", ["cluster"], [], ""],
    [
      "is not to be had for so many kinds that it would be everything",
      ["cluster"],
      Array.from({ length: 21 }, (_, index) => ({ ...DISK, alertname: `A${index}` })),
      "",
    ],
  ])("%s", (_, groupBy, alerts, expected) => {
    expect(ofGroup(groupBy, ...alerts)).toBe(expected);
  });
});

describe("a silence for one alert", () => {
  it.each<[what: string, labels: Labels, expected: string]>([
    [
      "has all its labels, its name first",
      { ...DISK, job: "node" },
      'alertname="DiskFull", cluster="eu", instance="db-1", job="node"',
    ],
    [
      "leaves out what changes with a restart",
      { ...DISK, uid: "4e2", container_id: "c0ffee", replica: "a" },
      'alertname="DiskFull", cluster="eu", instance="db-1"',
    ],
    [
      "follows a deployment's pods, and not the address of one of them",
      { alertname: "Slow", instance: "10.1.2.3:9090", pod: "shop.web-5f4d7c9b6d-x7k2p" },
      String.raw`alertname="Slow", pod=~"shop\\.web-[a-z0-9]+-[a-z0-9]+"`,
    ],
    [
      "follows a daemon set's pods",
      { alertname: "Slow", pod: "node-exporter-x7k2p" },
      'alertname="Slow", pod=~"node-exporter-[a-z0-9]+"',
    ],
    [
      "keeps a pod that has a name for good",
      { alertname: "Slow", pod: "postgres-0" },
      'alertname="Slow", pod="postgres-0"',
    ],
    [
      "takes no word for a made-up end",
      { alertname: "Slow", pod: "kube-proxy" },
      'alertname="Slow", pod="kube-proxy"',
    ],
    [
      "keeps an address where nothing else tells what it was",
      { alertname: "Slow", instance: "10.1.2.3:9090" },
      'alertname="Slow", instance="10.1.2.3:9090"',
    ],
    ["leaves out what is empty", { alertname: "Slow", env: "" }, 'alertname="Slow"'],
  ])("%s", (_, labels, expected) => {
    expect(matchersText(alertMatchers(labels))).toBe(expected);
  });
});
