import { createHmac, timingSafeEqual } from "node:crypto";
import { DateTime, type Duration } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Web } from "#domain/configuration/web-configuration.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import { isThisMachine } from "#domain/this-machine.ts";
import { isIn, networks } from "./networks.ts";

/** Where an incident can be read in a browser; null where nobody could open it from elsewhere. */
export type WebLink = (incident: IncidentId, now: DateTime) => string | null;

/** Shorter ones could be guessed from a link by trying. */
const SHORTEST_SECRET = 32;

/** Links as muster.yaml stands at the time: signed where it names a secret, else for whoever a proxy lets in. */
export function createWebLink(
  configuration: () => Configuration,
  secret: (name: string) => string | null,
): WebLink {
  return (incident, now) => {
    const { publicUrl, web } = configuration();
    if (publicUrl === undefined) return null;
    const address = `${publicUrl.replace(/\/+$/, "")}/incidents/${incident}`;
    const [signing] = signingSecrets(web.links, secret);
    if (signing !== undefined) {
      return `${address}?key=${signKey(signing, incident, expiryOf(now, web.linksLast))}`;
    }
    const isForPeopleHere =
      isThisMachine(new URL(publicUrl).hostname) && opensLocally(web, publicUrl);
    return web.header !== undefined || isForPeopleHere ? address : null;
  };
}

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

/** The secrets that links are signed with, the newest first; none of those that are not set or could be guessed. */
export function signingSecrets(
  names: readonly string[],
  secret: (name: string) => string | null,
): readonly string[] {
  return names.flatMap((name) => {
    const value = secret(name) ?? "";
    return value.length >= SHORTEST_SECRET ? value : [];
  });
}

export function signKey(secret: string, incident: IncidentId, expires: DateTime): string {
  const seconds = Math.floor(expires.toSeconds());
  return `${seconds}.${signatureOf(secret, incident, seconds).toString("base64url")}`;
}

/** Whether the key opens this incident now: it was signed with one of the secrets. */
export function isKeyGood(
  secrets: readonly string[],
  {
    key,
    incident,
    now,
  }: { readonly key: string; readonly incident: IncidentId; readonly now: DateTime },
): boolean {
  const [, expires = "", signature = ""] = /^(\d{1,12})\.([\w-]{43})$/.exec(key) ?? [];
  if (expires === "") return false;
  const given = Buffer.from(signature, "base64url");
  const isOurs = secrets.some((secret) => {
    const expected = signatureOf(secret, incident, Number(expires));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isOurs && DateTime.fromSeconds(Number(expires)) > now;
}

function signatureOf(secret: string, incident: IncidentId, expires: number): Buffer {
  return createHmac("sha256", secret).update(`incident ${incident} until ${expires}`).digest();
}

/** The same for a while, so that a card is not drawn anew because its link changed. */
function expiryOf(now: DateTime, lasts: Duration): DateTime {
  const length = Math.max(1, lasts.as("seconds"));
  return DateTime.fromSeconds((Math.floor(now.toSeconds() / length) + 2) * length);
}
