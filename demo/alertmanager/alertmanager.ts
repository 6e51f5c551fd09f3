import { setInterval } from "node:timers/promises";
import { tellDeploy } from "#demo/deploys/tell-deploy.ts";
import type { Prometheus } from "#demo/prometheus/prometheus.ts";
import type { Scene } from "#demo/scenes/scene.ts";
import { watchdog } from "#demo/scenes/watchdog.ts";
import { type Alert, groupAlerts, type Times, webhook } from "./webhook.ts";

/** Plays Alertmanager, and the rules of Prometheus: what fires is sent, sent again in a while, and its end is sent too. */
export type Alertmanager = {
  readonly fire: (scene: Scene) => Promise<void>;
  readonly end: (scene: Scene) => Promise<void>;
  readonly fires: (scene: Scene) => boolean;
  /** How many scenes go on. */
  readonly firing: () => number;
  /** Whether Prometheus runs: without it nothing is noticed, and its Watchdog falls silent. */
  readonly runs: () => boolean;
  readonly run: (wanted: boolean) => Promise<void>;
  /** Sends what is due at present, the Watchdog first. */
  readonly beat: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type Way = {
  /** Where alerts go, where deploys are told, and what both must present. */
  readonly hook: string;
  readonly changes: string;
  readonly token: string;
  readonly prometheus: Prometheus;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

type Firing = { readonly startsAt: string; readonly sentAt: number };

const BEAT_MS = 5000;
/** As `repeat_interval` in alertmanager.yml. */
const REPEAT_MS = 5 * 60_000;

export function startAlertmanager(way: Way): Alertmanager {
  const firing = new Map<Scene, Firing>();
  const stopping = new AbortController();
  const startedAt = iso(way.now());
  const { prometheus } = way;

  async function tell(scene: Scene, times: Times): Promise<void> {
    await Promise.all(groupAlerts(scene.alerts).map((group) => send(way, group, times)));
  }
  async function fire(scene: Scene): Promise<void> {
    const { startsAt } = firing.get(scene) ?? { startsAt: iso(way.now()) };
    const isNew = !firing.has(scene);
    // Until Muster has taken it, it is due again with the next beat.
    firing.set(scene, { startsAt, sentAt: 0 });
    if (isNew) await begin(way, scene, startsAt);
    await tell(scene, { startsAt });
    firing.set(scene, { startsAt, sentAt: way.now() });
  }
  async function end(scene: Scene): Promise<void> {
    const found = firing.get(scene);
    if (found === undefined) return;
    if (scene.outage !== undefined) prometheus.heals();
    await tell(scene, { startsAt: found.startsAt, endsAt: iso(way.now()) });
    firing.delete(scene);
  }
  async function beat(): Promise<void> {
    if (!prometheus.runs()) return;
    await send(way, [watchdog], { startsAt: startedAt });
    const due = [...firing].filter(([, { sentAt }]) => way.now() - sentAt >= REPEAT_MS);
    for (const [scene] of due) await fire(scene);
  }
  async function run(wanted: boolean): Promise<void> {
    await prometheus.run(wanted);
    await beat();
  }

  const beating = beatAlways(beat, stopping.signal);
  return {
    fire,
    end,
    fires: (scene) => firing.has(scene),
    firing: () => firing.size,
    runs: prometheus.runs,
    run,
    beat,
    stop: async () => {
      stopping.abort();
      await beating;
    },
  };
}

/** What had happened before anybody noticed. */
async function begin(way: Way, { deploy, outage }: Scene, startsAt: string): Promise<void> {
  if (outage !== undefined) {
    const { minutesBefore, ...hurt } = outage;
    way.prometheus.breaks({ ...hurt, from: Date.parse(startsAt) / 1000 - minutesBefore * 60 });
  }
  if (deploy !== undefined) await tellDeploy(way, deploy, startsAt);
}

async function beatAlways(beat: () => Promise<void>, signal: AbortSignal): Promise<void> {
  // What Muster did not take is sent again with the next beat.
  await beat().catch(() => undefined);
  try {
    for await (const _ of setInterval(BEAT_MS, undefined, { signal })) {
      await beat().catch(() => undefined);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function send(way: Way, group: readonly Alert[], times: Times): Promise<void> {
  const answer = await fetch(way.hook, {
    method: "POST",
    headers: { Authorization: `Bearer ${way.token}`, "Content-Type": "application/json" },
    body: JSON.stringify(webhook(group, times, way.prometheus.url)),
  });
  const words = await answer.text();
  if (!answer.ok) throw new Error(`Muster answered ${answer.status} to the alert: ${words}`);
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
