import type { webApi } from "@slack/bolt";
import type { Configured } from "#config/configured.ts";
import type { SlackAccess } from "#config/environment.ts";
import { isRisky, type Part } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import type { Rush } from "#engine/job/rush.ts";
import type { Worker } from "#engine/job/work.ts";
import type { Route } from "#intake/http/route.ts";
import { withBody } from "#intake/http/with-body.ts";
import { createSlackApp, type SlackApp } from "#slack/bolt.ts";
import { type CallWatch, createCallWatch } from "#slack/connection/call-watch.ts";
import { identify, type Identity } from "#slack/connection/identity.ts";
import { createMethodWatch, methodTrouble } from "#slack/connection/method-watch.ts";
import { missingScopes, neededScopes } from "#slack/connection/scopes.ts";
import {
  NOT_ANSWERING,
  NOT_STARTED,
  scopeTrouble,
  tokenTrouble,
} from "#slack/connection/slack-troubles.ts";
import { createTellUnreadable } from "#slack/incident-group.ts";
import { connect, createClient } from "#slack/outgoing/connect.ts";
import { createDirectTelling } from "#slack/outgoing/tell-directly.ts";
import { createTokenWatch, type Watches } from "#slack/outgoing/token-watch.ts";
import { createMembers } from "#slack/people/members.ts";
import { createUserGroups } from "#slack/people/user-groups.ts";
import { fromNowOn, lookAtSlack, watchSlack } from "./watch-slack.ts";
import { engineForPages, startSlackWorkers } from "./workers.ts";

/** Everything that needs Slack; it starts by itself once Slack has said who we are. */
export type SlackSide = {
  readonly routes: readonly Route[];
  /** Why people cannot use it yet, in words; null once they can. */
  readonly starting: () => string | null;
  /** Says anew what is wrong with Slack by now. */
  readonly look: () => void;
  /** Asks Slack, and says what keeps people from being paged there; null when nothing does. */
  readonly ask: () => Promise<string | null>;
  readonly stop: () => Promise<void>;
};

type Running = {
  readonly client: webApi.WebClient;
  readonly app: SlackApp;
  readonly calls: CallWatch;
  readonly downForMs: () => number;
  readonly watching: Promise<void>;
  readonly workers: readonly Worker[];
};

/** Alerts are taken in and decided meanwhile: what they send to Slack waits in its lanes. */
export function startSlackSide(
  engine: Engine,
  access: SlackAccess,
  { configured, rush }: Pick<Start, "configured" | "rush">,
): SlackSide {
  const stopping = new AbortController();
  let running: Running | null = null;
  const { impairments } = engine;

  async function begin(): Promise<void> {
    try {
      running = await start(engine, { access, configured, rush, signal: stopping.signal });
    } catch (error) {
      if (stopping.signal.aborted) return;
      impairments.set("slack-calls", NOT_STARTED);
      engine.logger.fatal({ err: error }, "Slack could not be started");
    }
  }

  const starting = begin();
  return {
    routes: access.mode === "http" ? [eventsRoute(() => running)] : [],
    starting: () => whyNotYet(running),
    look: () => {
      if (running !== null) lookAtSlack(engine, running);
    },
    ask: async () => {
      const answers = running !== null && (await hears(running.client));
      return whyNotYet(running) ?? wordsOf(engine) ?? (answers ? null : NOT_ANSWERING.words);
    },
    stop: async () => {
      stopping.abort();
      await starting;
      // Where Slack hangs each of them may wait for its last call; lanes are to be given back before Muster is ended.
      await Promise.all([running?.watching, stopWorking(running)]);
    },
  };
}

async function stopWorking(running: Running | null): Promise<void> {
  await running?.app.stop();
  await Promise.all((running?.workers ?? []).map((worker) => worker.stop()));
}

type Start = {
  readonly access: SlackAccess;
  readonly configured: Configured;
  /** What merely shows something waits until it is over. */
  readonly rush: Rush;
  readonly signal: AbortSignal;
};

async function start(
  engine: Engine,
  { access, configured, rush, signal }: Start,
): Promise<Running> {
  const { logger, configuration } = engine;
  const watches = createWatches(engine);
  const { calls, methods } = watches;
  const client = createClient(access, watches);
  const { impairments } = engine;
  function onTrouble(refusal: string | null): void {
    // A token that is refused has said so by itself.
    impairments.set("slack-calls", refusal === null ? NOT_ANSWERING : null);
  }
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
    pages: connect(engineForPages(engine), createClient(access, watches), us),
    rest: connect(engine, createClient(access, watches), us),
    rush,
  };
  app.start();
  const downForMs = fromNowOn(app.downForMs);
  const tellDirectly = createDirectTelling({ engine, client, slackIdOf });
  const watching = watchSlack(engine, { client, calls, downForMs, tellDirectly }, signal);
  return { client, app, calls, downForMs, watching, workers: startSlackWorkers(outbound) };
}

/** Each says by itself when something is wrong. */
function createWatches({ impairments }: Engine): Watches {
  return {
    token: createTokenWatch((refusal) => {
      impairments.set("slack-token", refusal === null ? null : tokenTrouble(refusal));
    }),
    methods: createMethodWatch((method) => {
      impairments.set("slack-method", methodTrouble(method), method);
    }),
    calls: createCallWatch(),
  };
}

/** Once at the start; App Home shows what is off as long as it lasts. */
function tellMissing({ logger, impairments }: Engine, { scopes }: Identity): void {
  for (const missing of missingScopes(scopes)) logger.warn(missing, "a scope is missing");
  const needed = neededScopes().filter((scope) => !scopes.has(scope));
  impairments.set("slack-scope", scopeTrouble(needed));
}

function whyNotYet(running: Running | null): string | null {
  if (running === null) return "Slack has not said yet who we are";
  return running.app.downForMs() === Infinity ? "Slack is not connected yet" : null;
}

/** The worst of what is wrong with Slack. */
function wordsOf({ impairments }: Engine): string | null {
  const worst = impairments.current().find((one) => isRisky(one) && OF_SLACK.includes(one.part));
  return worst?.words ?? null;
}

const OF_SLACK: readonly Part[] = ["slack-token", "slack-calls", "slack-socket", "pages-late"];

async function hears(client: webApi.WebClient): Promise<boolean> {
  return await client.auth.test().then(
    () => true,
    () => false,
  );
}

/** Until Slack has said who we are, its requests are refused in a way that it repeats. */
function eventsRoute(current: () => Running | null): Route {
  return {
    kind: "listener",
    method: "POST",
    path: "/slack/events",
    listen: withBody((request, response) => {
      const listener = current()?.app.requestListener ?? null;
      if (listener === null) response.writeHead(503).end();
      else listener(request, response);
    }),
  };
}
