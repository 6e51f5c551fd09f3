import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { connect, type ConnectionOptions } from "node:tls";
import { DateTime } from "luxon";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { type Background, inBackground } from "#engine/timer/in-background.ts";

/** In milliseconds. */
const PAUSES = {
  /** A proxy that is started along with Muster may need its time. */
  first: 60_000,
  /** After a look at which all was well. */
  well: 86_400_000,
  /** Whoever renewed it need not wait until tomorrow for that to be seen. */
  else: 3_600_000,
};
const TIMEOUT_MS = 10_000;
const EARLY = { days: 14 };

type Asking = Pick<Engine, "configuration" | "impairments" | "logger">;

/** Looks once a day how long the certificate of the public address is still good, and each hour while it is not. */
export function watchCertificate(engine: Asking, pauses = PAUSES): Background {
  return inBackground(async (signal) => {
    for (let pause = pauses.first; ;) {
      await wait(pause, undefined, { signal, ref: false });
      const isWell = await lookAtCertificate(engine, DateTime.utc(), signal);
      pause = isWell ? pauses.well : pauses.else;
    }
  });
}

/**
 * Says when it ends soon, and answers whether all is well. An address that cannot be reached from here says nothing
 * about it.
 */
export async function lookAtCertificate(
  { configuration, impairments, logger }: Asking,
  now: DateTime,
  stopping: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  const { publicUrl } = configuration();
  const url = publicUrl === undefined ? null : URL.parse(publicUrl);
  if (url?.protocol !== "https:") {
    impairments.set("certificate", null);
    return true;
  }
  try {
    const ends = await readEnd(url, AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)]));
    const trouble = certificateTrouble(url.hostname, ends, now);
    impairments.set("certificate", trouble);
    return trouble === null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.info({ host: url.hostname, reason }, "the certificate cannot be looked at from here");
    return false;
  }
}

/** Null while it is good for more than two weeks. */
export function certificateTrouble(host: string, ends: DateTime, now: DateTime): Trouble | null {
  if (ends > now.plus(EARLY)) return null;
  const isOver = ends <= now;
  const moment = ends.toUTC().toFormat("yyyy-MM-dd HH:mm 'UTC'");
  return {
    words: `The certificate of ${host} ${isOver ? "ended" : "ends"} at ${moment}`,
    consequence: `${isOver ? "Since" : "From"} then on browsers, Alertmanager and Twilio refuse the address: links do not acknowledge, and alerts sent there do not come.`,
    fix: "Renew it where TLS ends, and see why that does not happen by itself",
    severity: isOver ? "pages-at-risk" : "degraded",
  };
}

/** Nothing is said over the connection, so whoever signed the certificate does not matter. */
async function readEnd(url: URL, signal: AbortSignal): Promise<DateTime> {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const options: ConnectionOptions = {
    host,
    port: Number(url.port || 443),
    rejectUnauthorized: false,
    ...(/[a-z]/i.test(host) && !host.includes(":") && { servername: host }),
  };
  const socket = connect(options);
  try {
    await once(socket, "secureConnect", { signal });
    const { valid_to: ends } = socket.getPeerCertificate();
    return DateTime.fromJSDate(new Date(ends), { zone: "utc" });
  } finally {
    socket.destroy();
  }
}
