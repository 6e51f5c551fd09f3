import type { webApi } from "@slack/bolt";
import { listChannels } from "./list-channels.ts";

const CHANNEL_ID = /^[CG][A-Z0-9]{8,}$/;

/** Finds the ids behind the names that people write in the configuration. */
export type Places = {
  /** The id of a channel given as #name, name or id; null when the workspace has none that we can see. */
  readonly channelId: (name: string) => Promise<string | null>;
  /** Forgets the names, because one of them turned out wrong. */
  readonly forget: () => void;
};

export function createPlaces(client: webApi.WebClient): Places {
  const ids = new Map<string, string>();
  return {
    async channelId(name) {
      if (CHANNEL_ID.test(name)) return name;
      const plain = name.replace(/^#/, "");
      if (!ids.has(plain)) await readChannels(client, ids);
      return ids.get(plain) ?? null;
    },
    forget: () => ids.clear(),
  };
}

async function readChannels(client: webApi.WebClient, ids: Map<string, string>): Promise<void> {
  for await (const { id, name } of listChannels(client)) {
    if (id !== undefined && name !== undefined) ids.set(name, id);
  }
}
