export type Place = {
  /** The id of who acts; empty until somebody is chosen. */
  readonly user: string;
  readonly at: "channel" | "home" | "reference" | "inspector";
  readonly channel?: string | undefined;
  /** A message to scroll to. */
  readonly ts?: string | undefined;
  /** The first message of the thread that is open beside. */
  readonly thread?: string | undefined;
};

const KINDS = ["channel", "home", "reference", "inspector"] as const;

/** `#/U1/channel/C1?ts=1.2&thread=3.4` */
export function hashOf({ user, at, channel, ts, thread }: Place): string {
  const path = [user, at, channel].filter((part) => part !== undefined).map(encodeURIComponent);
  const query = new URLSearchParams({
    ...(ts === undefined ? {} : { ts }),
    ...(thread === undefined ? {} : { thread }),
  }).toString();
  return `#/${path.join("/")}${query === "" ? "" : `?${query}`}`;
}

export function placeOf(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [user = "", at = "", channel = ""] = path.split("/").map(decoded);
  const asked = new URLSearchParams(query);
  return {
    user,
    at: KINDS.find((kind) => kind === at) ?? "channel",
    channel: channel === "" ? undefined : channel,
    ts: asked.get("ts") ?? undefined,
    thread: asked.get("thread") ?? undefined,
  };
}

/** Where a change leads: another place has neither the message nor the thread of the one before. */
export function moved(from: Place, change: Partial<Place>): Place {
  const { user, at, channel } = from;
  const isElsewhere =
    (change.user ?? user) !== user ||
    (change.at ?? at) !== at ||
    (change.channel ?? channel) !== channel;
  return { ...(isElsewhere ? { user, at, channel } : from), ...change };
}

/** What is no valid escape is taken as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
