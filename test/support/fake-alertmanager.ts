import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { Matcher, matchesAll } from "#domain/alert/matcher.ts";
import { fingerprintOf } from "./alerts.ts";
import { createFakeSilences, type FakeSilences, listedSilence } from "./fake-silences.ts";

type ListedAlert = {
  readonly labels: Readonly<Record<string, string>>;
  readonly silencedBy?: readonly string[];
};

/** Whether a call is answered, refused, or done and then left without an answer. */
type Manner = "answer" | "refuse" | "break-off";

/** What an Alertmanager answers about its alerts; a real one is asked in the end-to-end tests. */
export type FakeAlertmanager = {
  readonly url: string;
  readonly silences: FakeSilences;
  /** From now on these alerts are listed, or nothing is answered. */
  readonly lists: (alerts: readonly ListedAlert[] | "nothing") => void;
  /** From now on it answers what matches only once this is over. */
  readonly answersMatchesAfter: (moment: Promise<void>) => void;
  /** How the next call is met that changes something. */
  readonly meetsNextChange: (manner: Manner) => void;
  /** How often something was changed, or was to be. */
  readonly changes: () => number;
  readonly stop: () => Promise<void>;
};

export async function startFakeAlertmanager(startsAt: string): Promise<FakeAlertmanager> {
  const silences = createFakeSilences();
  let listed: readonly ListedAlert[] | "nothing" = [];
  let manner: Manner = "answer";
  let changes = 0;
  let matchesAfter = Promise.resolve();

  async function change(request: IncomingMessage, response: ServerResponse): Promise<void> {
    changes += 1;
    const met = manner;
    manner = "answer";
    const body = await text(request);
    if (met === "refuse") return send(response, 400, "bad matcher format: disk");
    const id = decodeURIComponent(request.url?.split("/").at(-1) ?? "");
    const done =
      request.method === "DELETE" ? silences.expire(id) : silences.save(JSON.parse(body));
    if (met === "break-off") request.socket.destroy();
    else send(response, done.status, done.body);
  }

  const server = createServer((request, response) => {
    if (listed === "nothing") {
      response.writeHead(502).end();
    } else if (request.method !== "GET") {
      void change(request, response);
    } else {
      const path = request.url ?? "";
      const body = read(path, { listed, silences, startsAt });
      const moment = path.includes("filter=") ? matchesAfter : Promise.resolve();
      void moment.then(() => send(response, 200, body));
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    silences,
    lists: (alerts) => {
      listed = alerts;
    },
    answersMatchesAfter: (moment) => {
      matchesAfter = moment;
    },
    meetsNextChange: (wanted) => {
      manner = wanted;
    },
    changes: () => changes,
    stop: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

type Known = {
  readonly listed: readonly ListedAlert[];
  readonly silences: FakeSilences;
  readonly startsAt: string;
};

function read(path: string, { listed, silences, startsAt }: Known): unknown {
  const { pathname, searchParams } = new URL(path, "http://alertmanager");
  if (pathname === "/api/v2/status") return { uptime: "2020-01-01T00:00:00.000Z" };
  if (pathname === "/api/v2/silences") return silences.all().map(listedSilence);
  const filters = searchParams.getAll("filter").map((filter) => Matcher.parse(filter));
  return listed
    .filter(({ labels }) => matchesAll(filters, labels))
    .map(({ labels, silencedBy = [] }) => {
      return listedAlert(
        { labels, silencedBy: [...silencedBy, ...silences.hiding(labels)] },
        startsAt,
      );
    });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(body === null ? "" : JSON.stringify(body));
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
