import { X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import { isDeepStrictEqual } from "node:util";
import type { Agent } from "undici";
import { readConfigured } from "./read-file.ts";

/** Files in PEM, which are read anew for each request: certificates are replaced while we run. */
export type Tls = {
  /** Who may have signed the server's certificate, instead of those whom the system trusts. */
  readonly ca?: string | undefined;
  /** By which we prove who we are, with its key. */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
  /** The name in the server's certificate, where it is reached by another. */
  readonly serverName?: string | undefined;
  /** Talks to whoever answers, be it the server or not. */
  readonly skipVerify?: boolean | undefined;
};

/** What comes back, before anybody has read it. */
export type Answer = {
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
};
type Sending = {
  readonly method: string;
  readonly body?: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
};

/** Sends one request; what TLS needs is made ready before, and throws in words when it cannot be. */
export type Send = (url: string, sending: Sending) => Promise<Answer>;
export type Transport = () => Promise<Send>;

/** The usual fetch; one with a TLS of its own where that is configured. */
export function createTransport(tls: Tls | undefined): Transport {
  if (tls === undefined) return async () => fetch;
  let known: { readonly material: Material; readonly agent: Agent } | null = null;
  return async () => {
    const material = await readMaterial(tls);
    // Loaded late: it takes an eighth of a second, and few need it.
    const undici = await import("undici");
    if (known === null || !isDeepStrictEqual(known.material, material)) {
      const secureContext = contextOf(material);
      const { serverName: servername, skipVerify = false } = tls;
      const connect = { secureContext, servername, rejectUnauthorized: !skipVerify };
      void known?.agent.close();
      known = { material, agent: new undici.Agent({ connect }) };
    }
    const { agent: dispatcher } = known;
    return (url, sending) => undici.fetch(url, { ...sending, dispatcher });
  };
}

type Material = Readonly<Record<"ca" | "cert" | "key", string | undefined>>;

async function readMaterial({ ca, certificate, key }: Tls): Promise<Material> {
  return {
    ca: await readCertificate(ca),
    cert: await readCertificate(certificate),
    key: key === undefined ? undefined : await readConfigured(key),
  };
}

/** Node would take a file without any certificate in silence. */
async function readCertificate(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text = await readConfigured(file);
  if (!isCertificate(text)) throw new Error(`The file ${file} holds no certificate in PEM.`);
  return text;
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

function contextOf(material: Material): SecureContext {
  try {
    return createSecureContext(material);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(`The certificate and its key cannot be used: ${words}`, { cause: error });
  }
}
