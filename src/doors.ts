import { DateTime } from "luxon";
import type { Configured } from "#config/configured.ts";
import type { Settings } from "#config/environment.ts";
import { keepsFromPaging } from "#domain/impairment.ts";
import { noteServiceChanges } from "#engine/delivery/note-service-changes.ts";
import type { DeliveryLoop } from "#engine/delivery/work-off-deliveries.ts";
import { findCalendar } from "#engine/duty/calendars.ts";
import type { Engine } from "#engine/engine.ts";
import { lookAtDatabase } from "#engine/impairment/look-at-database.ts";
import { noteNotStored } from "#engine/impairment/look-at-disk.ts";
import { acknowledgeBy, readToken } from "#engine/page/acknowledge-by.ts";
import { opensLocally, signingSecrets } from "#engine/web-link.ts";
import { acknowledgeRoutes } from "#intake/acknowledge-routes.ts";
import { budgetRoutes } from "#intake/budget-routes.ts";
import { calendarRoutes } from "#intake/calendar-routes.ts";
import { healthRoutes, type Readiness } from "#intake/health-routes.ts";
import { hookRoutes } from "#intake/hook-routes.ts";
import { atMost } from "#intake/http/at-most.ts";
import type { Route } from "#intake/http/route.ts";
import { startServer, type RunningServer } from "#intake/server.ts";
import { serviceChangeRoutes } from "#intake/service-change-routes.ts";
import { twilioRoutes } from "#intake/twilio-routes.ts";
import { quarantineDelivery } from "#store/alert/deliveries.ts";
import { createDeliveryWriter } from "#store/alert/delivery-writer.ts";
import { readClock } from "#store/database/clock.ts";
import { twilioDoor } from "#ways/twilio-door.ts";
import { incidentRoutes } from "#web/incident-routes.ts";
import { answerRunbookPath } from "#web/runbook-page.ts";
import { runbookRoutes } from "#web/runbook-routes.ts";
import { budgetStates } from "./budgets.ts";
import { hookSources } from "./connections.ts";
import { Refusal } from "./refusal.ts";
import type { SlackSide } from "./slack-side.ts";
import { keepLooking, type SenderWatch, watchSenders } from "./watch-senders.ts";
import { watchStalls } from "./watch-stalls.ts";

/** At one door and one moment: enough for several people who open an incident with its charts, and no long queue for webhooks. */
const READERS = 16;

type Behind = {
  readonly configured: Configured;
  readonly deliveries: DeliveryLoop;
  readonly slack: SlackSide;
};

/** Opens everything that is reached by HTTP: webhooks, health, metrics, runbooks, and Slack in HTTP mode. */
export async function openDoors(
  engine: Engine,
  settings: Settings,
  behind: Behind,
): Promise<RunningServer> {
  const { metrics } = engine;
  const stalls = watchStalls(engine);
  const { longestStall } = stalls;
  const senders = watchSenders(engine, () => DateTime.utc());
  const routes: readonly Route[] = [
    // Before the sources' hooks, of which one could be called twilio.
    ...answers(engine, settings),
    ...changes(engine, settings),
    ...hooks(engine, settings, { ...behind, senders }),
    ...healthRoutes({ metrics, longestStall, readiness: () => readiness(engine, behind.slack) }),
    ...runbookRoutes((path) => answerRunbookPath(path, engine.runbooks(), DateTime.utc())),
    ...atMost(
      READERS,
      incidentRoutes(engine, () => {
        const { web, publicUrl } = engine.configuration();
        return {
          ...web,
          opensLocally: opensLocally(web, publicUrl),
          secrets: signingSecrets(web.links, settings.secret),
        };
      }),
    ),
    ...atMost(
      READERS,
      calendarRoutes({
        find: (secret) => findCalendar(engine, secret),
        now: () => DateTime.utc(),
      }),
    ),
    ...atMost(
      READERS,
      budgetRoutes(() => budgetStates(engine)),
    ),
    ...behind.slack.routes,
  ];
  const server = await listen(engine, settings, routes);
  const looking = keepLooking(senders, engine);
  return {
    ...server,
    stop: async () => {
      stalls.stop();
      await Promise.all([looking.stop(), server.stop()]);
    },
  };
}

async function listen(
  { logger: log, metrics }: Engine,
  { host, port }: Settings,
  routes: readonly Route[],
): Promise<RunningServer> {
  try {
    return await startServer({ host, port, routes, log, metrics });
  } catch (error) {
    throw explain(error, `${host}:${port}`);
  }
}

function explain(error: unknown, address: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code !== "EADDRINUSE" && code !== "EACCES" && code !== "EADDRNOTAVAIL") return error;
  const line = `Cannot listen on ${address} (${code}): choose another with PORT and HOST.`;
  return new Refusal([line], { cause: error });
}

function hooks(
  engine: Engine,
  { secret }: Settings,
  { configured, deliveries, senders }: Behind & { readonly senders: SenderWatch },
): readonly Route[] {
  const { database, logger: log, metrics } = engine;
  const write = createDeliveryWriter(database);
  return hookRoutes({
    sources: () => hookSources(configured, secret),
    accept: async (delivery) => {
      const id = await write(delivery).catch((error: unknown) => {
        noteNotStored(engine, error);
        throw error;
      });
      log.info({ source: delivery.source, delivery: id }, "a delivery was stored");
      deliveries.wake(delivery.source);
    },
    quarantine: (delivery) => quarantineDelivery(database, delivery),
    onRefused: senders.refused,
    log,
    metrics,
  });
}

/** Where deploys and other changes are told. */
function changes(engine: Engine, { secret }: Settings): readonly Route[] {
  const { configuration, logger: log, metrics } = engine;
  return serviceChangeRoutes({
    secrets: () => {
      const { tokens, username } = configuration().changes;
      return { username, tokens: tokens.flatMap((name) => secret(name) ?? []) };
    },
    services: () => [...configuration().services.keys()],
    now: () => readClock(engine.database.kysely),
    note: (told) => noteServiceChanges(engine, told),
    log,
    metrics,
  });
}

/** Where people acknowledge from outside Slack. */
function answers(engine: Engine, { secret }: Settings): readonly Route[] {
  const { configuration, logger: log } = engine;
  const twilio = twilioDoor(engine, () => ({ configuration: configuration(), secret }));
  return [
    ...atMost(
      READERS,
      acknowledgeRoutes({
        look: (token) => readToken(engine, token),
        acknowledge: (token) => acknowledgeBy(engine, token),
      }),
    ),
    ...twilioRoutes(twilio, log),
  ];
}

/** Deliveries are taken whether or not Slack can be reached; ready means that pages go out too. */
async function readiness(engine: Engine, slack: SlackSide): Promise<Readiness> {
  await lookAtDatabase(engine);
  slack.look();
  const starting = slack.starting();
  const impaired = engine.impairments.current();
  const said = impaired.map(({ words, fix }) => `${words}: ${fix}`);
  const reasons = starting === null ? said : [starting, ...said];
  const isReady = starting === null && !impaired.some(keepsFromPaging);
  return { kind: isReady ? "ready" : "not ready", reasons };
}
