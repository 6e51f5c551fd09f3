import type { IncomingMessage } from "node:http";
import type { DateTime } from "luxon";
import type { Web } from "#domain/configuration/web-configuration.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import { isThisMachine } from "#domain/this-machine.ts";
import { isIn, networks } from "#engine/networks.ts";
import { isKeyGood } from "#engine/web-link.ts";

export type WebRules = Pick<Web, "header" | "proxies"> & {
  /** Whether somebody at the machine itself reads everything. */
  readonly opensLocally: boolean;
  /** What links are signed with; none when there are no links. */
  readonly secrets: readonly string[];
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

/** Whether a request may read an incident; null stands for the list of them all. */
export function accessOf(
  request: Asked,
  { secrets, opensLocally: isLocalOpen, ...rules }: WebRules,
  { incident, now }: { readonly incident: IncidentId | null; readonly now: DateTime },
): Access {
  if ((isLocalOpen && isAtTheMachine(request)) || isLetIn(request, rules))
    return { kind: "everything" };
  const key = keyIn(request);
  const opens = incident !== null && isKeyGood(secrets, { key, incident, now });
  return opens ? { kind: "one", key } : { kind: "nothing" };
}

/** A website may give its own name our address, so the name by which we are asked must be ours too. */
function isAtTheMachine({ headers, socket }: Asked): boolean {
  const isSentOn = SENT_ON.some((name) => headers[name] !== undefined);
  return !isSentOn && isIn(LOOPBACK, socket.remoteAddress) && isThisMachine(nameIn(headers.host));
}

/** Without the port. */
function nameIn(host = ""): string {
  return host.replace(/:\d+$/, "");
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
