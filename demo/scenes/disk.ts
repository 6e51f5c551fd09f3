import type { Scene } from "./scene.ts";

/** No label names the service: the routes of muster.yaml find it. */
export const disk: Scene = {
  id: "disk",
  title: "A disk fills up",
  ending: "the disk has room again",
  hint: "One warning from the cluster. Amara of Platform is paged; a SEV3 gets no channel of its own.",
  alerts: [
    {
      labels: {
        alertname: "DiskWillFillUp",
        severity: "warning",
        region: "eu",
        instance: "node-7.eu.larder.example",
        mountpoint: "/var/lib/postgresql",
      },
      annotations: {
        summary: "The disk of node-7 is full in about four hours",
        description: "91 % of /var/lib/postgresql is used, and 2 % more every hour.",
        runbook: "disk-filling",
      },
      expression: "predict_linear(node_filesystem_avail_bytes[6h], 4 * 3600) < 0",
    },
  ],
};
