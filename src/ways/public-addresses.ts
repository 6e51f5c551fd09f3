import { lookup, type LookupAddress, type LookupAllOptions } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { isIn, networks } from "#engine/networks.ts";

/** Where nobody from outside gets to: this machine, its neighbours, what a cloud tells its own machines, and no place at all. */
const NOT_PUBLIC = networks(
  `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16
  198.18.0.0/15 224.0.0.0/3 ::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 2001::/32 2002::/16 fc00::/7 fe80::/9 ff00::/8`.split(
    /\s+/,
  ),
);

/** Why it was not even connected to. */
export const NOT_PUBLIC_CODE = "ENOTPUBLIC";

/** Whether an address may be connected to: a public one, or one in these networks. */
export function mayReach(address: string, allowed: readonly string[]): boolean {
  return !isIn(NOT_PUBLIC, address) || isIn(networks(allowed), address);
}

/** Whether an URL names an address that may not be connected to; of a name it is seen when it is looked up. */
function namesForbidden({ hostname }: URL, allowed: readonly string[]): boolean {
  const address = hostname.replace(/^\[|\]$/g, "");
  return isIP(address) !== 0 && !mayReach(address, allowed);
}

type Sending = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** Networks that are not public, and may be reached all the same. */
  readonly allowed: readonly string[];
};

/**
 * Posts to an address that somebody gave, and answers the status; throws what fetch throws. What a name stands for is
 * looked at when it is connected to, so that it cannot be something else by then; redirects are not followed.
 */
export async function postToPublic(to: string, { allowed, ...sending }: Sending): Promise<number> {
  if (namesForbidden(new URL(to), allowed))
    throw new TypeError("fetch failed", { cause: trouble(to) });
  // Loaded late: it takes an eighth of a second, and few need it.
  const undici = await import("undici");
  const dispatcher = new undici.Agent({ connect: { lookup: lookupIn(allowed) } });
  try {
    const request = { ...sending, dispatcher, method: "POST", redirect: "manual" } as const;
    const response = await undici.fetch(to, request);
    await response.body?.cancel();
    return response.status;
  } finally {
    void dispatcher.destroy();
  }
}

type Find = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** Exported for tests, which cannot ask a name server. */
export function lookupIn(allowed: readonly string[], find: Find = lookup): LookupFunction {
  return (name, options, done) => {
    find(name, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, []);
      const usable = found.filter(({ address }) => mayReach(address, allowed));
      const [first] = usable;
      if (first === undefined) done(trouble(name), []);
      else if (options.all === true) done(null, usable);
      else done(null, first.address, first.family);
    });
  };
}

function trouble(name: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${name} is no public address`), { code: NOT_PUBLIC_CODE });
}
