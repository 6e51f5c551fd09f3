import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import type { DateTime } from "luxon";
import type { Web } from "#domain/configuration/web-configuration.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import { isThisMachine } from "#domain/this-machine.ts";
import { isKeyGood } from "#engine/web-link.ts";

export type WebRules = Pick<Web, "header" | "proxies"> & {
  /** Whether somebody at the machine itself reads everything. */
  readonly opensLocally: boolean;
  /** What links are signed with; null when there are none. */
  readonly secret: string | null;
};

/** What whoever asks may read. */
export type Access =
  | { readonly kind: "everything" }
  /** Only the incident of the link, which goes on to its other pages. */
  | { readonly kind: "one"; readonly key: string }
  | { readonly kind: "nothing" };

type Asked = Pick<IncomingMessage, "headers" | "url"> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

const LOOPBACK = networks(["127.0.0.0/8", "::1"]);
/** Whoever has one of these was sent on by a proxy, however near that is. */
const SENT_ON = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"] as const;

/**
 * Unless people decide it: not where a proxy may stand on this machine. nginx, for one, asks by a loopback address and
 * name and says nothing of whom it asks for, so all the world would seem to sit at the machine.
 */
export function opensLocally(
  { local, proxies }: Pick<Web, "local" | "proxies">,
  publicUrl: string | undefined,
): boolean {
  const isReached = publicUrl !== undefined && !isThisMachine(new URL(publicUrl).hostname);
  const near = networks(proxies);
  return local ?? !(isReached || isIn(near, "127.0.0.1") || isIn(near, "::1"));
}

/** Whether a request may read an incident; null stands for the list of them all. */
export function accessOf(
  request: Asked,
  { secret, opensLocally: isLocalOpen, ...rules }: WebRules,
  { incident, now }: { readonly incident: IncidentId | null; readonly now: DateTime },
): Access {
  if ((isLocalOpen && isAtTheMachine(request)) || isLetIn(request, rules))
    return { kind: "everything" };
  const key = keyIn(request);
  const opens = secret !== null && incident !== null && isKeyGood(secret, { key, incident, now });
  return opens ? { kind: "one", key } : { kind: "nothing" };
}

/** A website may give its own name our address, so the name by which we are asked must be ours too. */
function isAtTheMachine({ headers, socket }: Asked): boolean {
  const isSentOn = SENT_ON.some((name) => headers[name] !== undefined);
  return !isSentOn && isIn(LOOPBACK, socket.remoteAddress) && isLoopbackName(headers.host);
}

function isLoopbackName(host = ""): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return name === "localhost" || isIn(LOOPBACK, name);
}

function isLetIn(
  { headers, socket }: Asked,
  { header, proxies }: Pick<WebRules, "header" | "proxies">,
): boolean {
  if (header === undefined || !isIn(networks(proxies), socket.remoteAddress)) return false;
  const person = headers[header.toLowerCase()];
  return typeof person === "string" && person.trim() !== "";
}

function keyIn({ url = "" }: Asked): string {
  return new URLSearchParams(url.split("?")[1] ?? "").get("key") ?? "";
}

function isIn(list: BlockList, given = ""): boolean {
  const address = given.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
}

function networks(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const address of addresses) {
    const [network = "", prefix] = address.split("/");
    const family = isIP(network) === 4 ? "ipv4" : "ipv6";
    if (prefix === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
