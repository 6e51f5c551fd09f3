import type { webApi } from "@slack/bolt";
import { listChannels } from "./list-channels.ts";

const CHANNEL_ID = /^[CG][A-Z0-9]{8,}$/;
/** Reading all channels of a large workspace takes many calls, of which Slack allows few in a minute. */
const MISS_MS = 60_000;

/** Finds the ids behind the names that people write in the configuration. */
export type Places = {
  /** The id of a channel given as #name, name or id; null when the workspace has none that we can see. */
  readonly channelId: (name: string) => Promise<string | null>;
  /** Forgets where this name led, because Slack knows no such channel any more. */
  readonly forget: (name: string) => void;
};

export function createPlaces(
  client: webApi.WebClient,
  now: () => number = () => performance.now(),
): Places {
  const ids = new Map<string, string>();
  const missedAt = new Map<string, number>();
  let reading: Promise<void> | null = null;

  async function readAll(): Promise<void> {
    for await (const { id, name } of listChannels(client)) {
      if (id !== undefined && name !== undefined) ids.set(name, id);
    }
  }
  /** All who look for a name at the same time share one reading. */
  async function read(): Promise<void> {
    reading ??= readAll().finally(() => (reading = null));
    await reading;
  }
  return {
    async channelId(name) {
      if (CHANNEL_ID.test(name)) return name;
      const plain = plainName(name);
      const known = ids.get(plain);
      if (known !== undefined) return known;
      if (now() - (missedAt.get(plain) ?? -Infinity) < MISS_MS) return null;
      await read();
      if (!ids.has(plain)) missedAt.set(plain, now());
      return ids.get(plain) ?? null;
    },
    forget: (name) => void ids.delete(plainName(name)),
  };
}

function plainName(name: string): string {
  return name.replace(/^#/, "");
}
