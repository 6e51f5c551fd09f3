import { once } from "node:events";
import { createServer } from "node:http";
import { fingerprintOf } from "./alerts.ts";

type ListedAlert = {
  readonly labels: Readonly<Record<string, string>>;
  readonly silencedBy?: readonly string[];
};

/** What an Alertmanager answers about its alerts; a real one is asked in the end-to-end tests. */
export type FakeAlertmanager = {
  readonly url: string;
  /** From now on these alerts are listed, or nothing is answered. */
  readonly lists: (alerts: readonly ListedAlert[] | "nothing") => void;
  readonly stop: () => Promise<void>;
};

export async function startFakeAlertmanager(startsAt: string): Promise<FakeAlertmanager> {
  let listed: readonly ListedAlert[] | "nothing" = [];
  const server = createServer((request, response) => {
    if (listed === "nothing") {
      response.writeHead(502).end();
      return;
    }
    const isStatus = request.url?.startsWith("/api/v2/status") ?? false;
    const body = isStatus
      ? { uptime: "2020-01-01T00:00:00.000Z" }
      : listed.map((alert) => listedAlert(alert, startsAt));
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    lists: (alerts) => {
      listed = alerts;
    },
    stop: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

function listedAlert({ labels, silencedBy = [] }: ListedAlert, startsAt: string): object {
  const state = silencedBy.length > 0 ? "suppressed" : "active";
  return {
    labels,
    annotations: {},
    startsAt,
    endsAt: new Date(Date.now() + 300_000).toISOString(),
    updatedAt: new Date().toISOString(),
    fingerprint: fingerprintOf(labels),
    receivers: [{ name: "muster" }],
    status: { state, silencedBy, inhibitedBy: [], mutedBy: silencedBy },
  };
}
