import { webApi } from "@slack/bolt";
import type { Engine } from "#engine/engine.ts";
import { tryOnce } from "#slack/connection/try-once.ts";
import { nameIn } from "#slack/people/name-in.ts";
import type { Outgoing } from "./outgoing.ts";
import { createPlaces } from "./places.ts";
import { WatchedClient, type Watches } from "./token-watch.ts";

export type Access = { readonly botToken: string; readonly apiUrl: string };

const TIMEOUT_MS = 8000;

/** A client that tells the watches of every answer. */
export function createClient({ botToken, apiUrl }: Access, watches: Watches): webApi.WebClient {
  const options = { ...tryOnce(apiUrl, TIMEOUT_MS), logLevel: webApi.LogLevel.ERROR };
  return new WatchedClient(botToken, options, watches);
}

/** A way to Slack of its own: a client that only these lanes use. */
export function connect(
  engine: Engine,
  client: webApi.WebClient,
  known: Pick<Outgoing, "botUser" | "granted" | "knows" | "slackIdOf" | "tellUnreadable">,
): Outgoing {
  client.on(webApi.WebClientEvent.RATE_LIMITED, (_seconds: number, call: { url: string }) => {
    engine.metrics.slack429.inc({ method: call.url.split("/").at(-1) ?? "" });
  });
  return {
    ...known,
    engine,
    client,
    places: createPlaces(client),
    nameOf: (person) => nameIn(engine.configuration(), person),
  };
}
