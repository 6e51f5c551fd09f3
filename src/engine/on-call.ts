import type { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration.ts";
import type { WhoIsOnCall } from "#domain/roster.ts";
import { createRotas, peopleOnCall, type Rotas } from "#domain/rotas.ts";
import type { Engine } from "./engine.ts";

/** What was worked out of the schedules goes with the configuration that it was worked out from. */
const remembered = new WeakMap<Configuration, Rotas>();

/** Answers for one moment who is on call. */
export function onCallAt({ configuration }: Engine, now: DateTime): WhoIsOnCall {
  const rotas = rotasOf(configuration());
  return (schedule, who) => peopleOnCall(rotas, schedule, who, now.toMillis());
}

function rotasOf(configuration: Configuration): Rotas {
  const rotas = remembered.get(configuration) ?? createRotas(configuration.schedules);
  remembered.set(configuration, rotas);
  return rotas;
}
