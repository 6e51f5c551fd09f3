import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import {
  ENDS_WITHIN_SECONDS,
  example,
  healthPaths,
  PORT,
  unknownVariables,
} from "#test/support/examples.ts";

/** How long senders are led elsewhere first. */
const SLEEP_SECONDS = 5;

describe("the manifests for Kubernetes", () => {
  const text = example("kubernetes/deployment.yaml");
  const Probe = z.object({ httpGet: z.object({ path: z.string(), port: z.literal("http") }) });
  const Container = z.looseObject({
    env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })),
    ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
    startupProbe: Probe,
    livenessProbe: Probe,
    readinessProbe: Probe,
  });
  const deployment = z
    .looseObject({
      spec: z.looseObject({
        replicas: z.number(),
        template: z.looseObject({
          spec: z.looseObject({
            terminationGracePeriodSeconds: z.number(),
            containers: z.array(Container).length(1),
          }),
        }),
      }),
    })
    .parse(parse(text));
  const pod = deployment.spec.template.spec;
  const container = Container.parse(pod.containers[0]);

  it("run two that are replaced one by one", () => {
    expect(deployment.spec).toMatchObject({
      replicas: 2,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0 } },
    });
    expect(parse(example("kubernetes/pod-disruption-budget.yaml"))).toMatchObject({
      spec: { minAvailable: 1 },
    });
  });

  it("give a pod time to end: senders are led elsewhere, then it ends what is under way", () => {
    expect(container).toMatchObject({
      lifecycle: { preStop: { sleep: { seconds: SLEEP_SECONDS } } },
    });
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(SLEEP_SECONDS + ENDS_WITHIN_SECONDS);
  });

  it("ask for paths that Muster has, and do not make taking alerts depend on Slack", () => {
    const { startupProbe, livenessProbe, readinessProbe } = container;
    const paths = [startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path);

    expect(paths.filter((probe) => !healthPaths.includes(probe))).toEqual([]);
    expect(paths).not.toContain("/readyz");
  });

  it("run nobody who is root, with nothing to write to", () => {
    expect(pod).toMatchObject({ securityContext: { runAsNonRoot: true, runAsUser: 1000 } });
    expect(container).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    });
  });

  it("give Muster variables that it knows, and secrets by their names alone", () => {
    const secrets = container.env.filter(({ name }) => /TOKEN|SECRET|DATABASE/.test(name));

    expect(unknownVariables(container.env.map(({ name }) => name))).toEqual([]);
    expect(secrets.length).toBeGreaterThan(2);
    expect(secrets.filter(({ value }) => value !== undefined)).toEqual([]);
    for (const { name } of secrets) expect(text).toContain(`--from-literal=${name}=`);
  });

  it("agree on the port and on what the pods are called", () => {
    const label = { "app.kubernetes.io/name": "muster" };
    expect(container.ports).toEqual([{ name: "http", containerPort: PORT }]);
    expect(container.env).toContainEqual({ name: "PORT", value: String(PORT) });
    expect(parse(example("kubernetes/service.yaml"))).toMatchObject({
      spec: { selector: label, ports: [{ targetPort: "http" }] },
    });
    const policy = example("kubernetes/network-policy.yaml");
    expect(parse(policy)).toMatchObject({ spec: { podSelector: { matchLabels: label } } });
    expect(policy).toContain(`port: ${PORT}`);
  });

  it("are all named by the kustomization, with the configuration", () => {
    const named = z
      .looseObject({
        resources: z.array(z.string()),
        configMapGenerator: z.array(z.looseObject({ files: z.array(z.string()) })),
      })
      .parse(parse(example("kubernetes/kustomization.yaml")));
    const files = named.configMapGenerator.flatMap((generator) => generator.files);

    expect([...named.resources, ...files, "kustomization.yaml"].toSorted()).toEqual(
      readdirSync("examples/kubernetes").toSorted(),
    );
  });
});
