import type { Configured } from "#config/configured.ts";
import type { SlackAccess } from "#config/environment.ts";
import type { Engine } from "#engine/engine.ts";
import type { Worker } from "#engine/job/work.ts";
import type { Route } from "#intake/http/route.ts";
import { createSlackApp, type SlackApp } from "#slack/bolt.ts";
import { identify, type Identity, refusalWords } from "#slack/connection/identity.ts";
import { createMethodWatch, methodTrouble } from "#slack/connection/method-watch.ts";
import { missingScopes } from "#slack/connection/scopes.ts";
import { createTellUnreadable } from "#slack/incident-group.ts";
import { connect, createClient } from "#slack/outgoing/connect.ts";
import { createTokenWatch, type TokenWatch } from "#slack/outgoing/token-watch.ts";
import { createMembers } from "#slack/people/members.ts";
import { createUserGroups } from "#slack/people/user-groups.ts";
import { type UnsentWatch, watchUnsent } from "./watch-unsent.ts";
import { startSlackWorkers } from "./workers.ts";

/** Everything that needs Slack; it starts by itself once Slack has said who we are. */
export type SlackSide = {
  readonly routes: readonly Route[];
  /** Why nothing reaches Slack or comes from it at present, in words; null when all is well. */
  readonly trouble: () => string | null;
  readonly stop: () => Promise<void>;
};

type Running = {
  readonly app: SlackApp;
  readonly token: TokenWatch;
  readonly waiting: UnsentWatch;
  readonly workers: readonly Worker[];
};

/** Alerts are taken in and decided meanwhile: what they send to Slack waits in its lanes. */
export function startSlackSide(
  engine: Engine,
  access: SlackAccess,
  configured: Configured,
): SlackSide {
  const stopping = new AbortController();
  let running: Running | null = null;
  let trouble = "Slack has not said yet who we are";

  function onTrouble(words: string): void {
    trouble = words;
  }
  async function begin(): Promise<void> {
    try {
      running = await start(engine, { access, configured, signal: stopping.signal, onTrouble });
    } catch (error) {
      if (stopping.signal.aborted) return;
      onTrouble("Slack could not be started");
      engine.logger.fatal({ err: error }, "Slack could not be started");
    }
  }

  const starting = begin();
  return {
    routes: access.mode === "http" ? [eventsRoute(() => running)] : [],
    trouble: () => (running === null ? trouble : troubleOf(running)),
    stop: async () => {
      stopping.abort();
      await starting;
      await running?.waiting.stopped;
      await running?.app.stop();
      await Promise.all((running?.workers ?? []).map((worker) => worker.stop()));
    },
  };
}

type Start = {
  readonly access: SlackAccess;
  readonly configured: Configured;
  readonly signal: AbortSignal;
  readonly onTrouble: (words: string) => void;
};

async function start(
  engine: Engine,
  { access, configured, signal, onTrouble }: Start,
): Promise<Running> {
  const { logger, configuration } = engine;
  const token = createTokenWatch((error) => logger.fatal({ error }, "Slack refuses the bot token"));
  const { impairments } = engine;
  const methods = createMethodWatch((method) => {
    impairments.set("slack-method", methodTrouble(method), method);
  });
  const watches = { token, methods };
  const client = createClient(access, watches);
  const identity = await identify(() => client.auth.test(), { logger, signal, onTrouble });
  const { scopes } = identity;
  function granted(scope: string): boolean {
    return scopes.has(scope) && methods.serves(scope);
  }
  const members = createMembers({ client, configuration, granted });
  tellMissing(engine, identity);
  const tellUnreadable = createTellUnreadable(logger);
  const desk = {
    engine,
    tellUnreadable,
    client,
    members,
    userGroups: createUserGroups({
      client,
      granted,
      onTrouble: (group, failure) => {
        logger.warn({ group, failure }, "Slack does not say who is in a user group");
      },
    }),
    identity,
    configurationProblem: () => configured.problem(),
  };
  const app = createSlackApp(access, desk);
  const { slackIdOf } = members;
  const { knows } = methods;
  const us = { botUser: identity.botUser, granted, knows, slackIdOf, tellUnreadable };
  const outbound = {
    pages: connect(engine, createClient(access, watches), us),
    rest: connect(engine, createClient(access, watches), us),
  };
  app.start();
  const waiting = watchUnsent(engine, signal);
  return { app, token, waiting, workers: startSlackWorkers(engine, outbound) };
}

/** Once at the start; App Home shows it as long as it lasts. */
function tellMissing({ logger }: Engine, { scopes }: Identity): void {
  for (const missing of missingScopes(scopes)) logger.warn(missing, "a scope is missing");
}

function troubleOf({ app, token, waiting }: Running): string | null {
  const refusal = token.refusal();
  if (refusal !== null) return refusalWords(refusal);
  if (waiting.isLate()) return "a page has waited for more than a minute to be sent";
  return app.healthy() ? null : "presses in Slack have not reached us for a minute";
}

/** Until Slack has said who we are, its requests are refused in a way that it repeats. */
function eventsRoute(current: () => Running | null): Route {
  return {
    kind: "listener",
    method: "POST",
    path: "/slack/events",
    listen: (request, response) => {
      const listener = current()?.app.requestListener ?? null;
      if (listener === null) response.writeHead(503).end();
      else listener(request, response);
    },
  };
}
