import type { Alert } from "#demo/alertmanager/webhook.ts";
import type { Scene } from "./scene.ts";

type Symptom = {
  readonly alertname: string;
  readonly service: string;
  readonly severity: "critical" | "warning";
  readonly summary: string;
};

/** What a broken network does to everything that stands on it. */
const SYMPTOMS: readonly Symptom[] = [
  symptom("NodeUnreachable", "cluster", "Nodes do not answer", "critical"),
  symptom("PacketLoss", "cluster", "One packet in five is lost"),
  symptom("PodsPending", "cluster", "Pods wait for a place to run"),
  symptom("SlowPages", "shop", "Pages take longer than two seconds"),
  symptom("CacheMisses", "shop", "The cache is cold"),
  symptom("SearchDown", "shop", "Search does not answer"),
  symptom("QueueGrows", "checkout", "Orders wait longer than a minute"),
  symptom("BasketErrors", "checkout", "Baskets cannot be saved"),
  symptom("ProviderTimeouts", "payments", "The card provider times out"),
  symptom("RefundsLate", "payments", "Refunds wait longer than an hour"),
];
const REGIONS = ["eu", "us", "ap", "sa"];
const INSTANCES = [1, 2, 3, 4, 5];

/** 200 alerts in 40 groups, each of which is an incident of its own. */
export const storm: Scene = {
  id: "storm",
  title: "A storm of 200 alerts",
  ending: "the network is back",
  hint: "40 incidents of four services at once. Each team gets one digest, and those on call one message instead of dozens.",
  alerts: SYMPTOMS.flatMap((one) => REGIONS.flatMap((region) => spread(one, region))),
};

function symptom(
  alertname: string,
  service: string,
  summary: string,
  severity: Symptom["severity"] = "warning",
): Symptom {
  return { alertname, service, summary, severity };
}

/** The same symptom on every instance of a region. */
function spread({ summary, ...labels }: Symptom, region: string): readonly Alert[] {
  return INSTANCES.map((number) => ({
    labels: { ...labels, region, instance: `${labels.service}-${number}.${region}.larder.example` },
    annotations: { summary: `${summary} in ${region}` },
    expression: `ALERTS{alertname='${labels.alertname}'}`,
  }));
}
