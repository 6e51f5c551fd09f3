import { createHmac } from "node:crypto";
import { DateTime } from "luxon";
import { z } from "zod";
import type { AddressReading } from "#domain/way.ts";
import { neverLeft } from "./never-left.ts";
import { NOT_PUBLIC_CODE, postToPublic } from "./public-addresses.ts";
import type { NoticedIncident, PageNotice, Way, WayResult } from "./way.ts";

const TIMEOUT_MS = 10_000;
const LONGEST = 2000;
const TRY_AGAIN = new Set([408, 425, 429]);

const NOT_PUBLIC: WayResult = {
  kind: "failed",
  reason:
    "the webhook has no public address; ways.webhook.privateNetworks in muster.yaml lists which others may be used",
  again: false,
};

/** What fetch throws when the network fails. */
const NetworkError = z.object({ cause: z.object({ code: z.string() }) });

/** A signed request, for pagers of other kinds and programs of one's own; docs/ways.md has its form. */
export const WEBHOOK: Way = {
  kind: "webhook",
  label: "Webhook",
  by: "webhook",
  done: "told by webhook",
  asks: {
    label: "Address of the webhook",
    placeholder: "https://pager.example.com/muster",
    hint: "Muster posts signed JSON there; docs/ways.md has its form.",
  },
  after: { high: 0, low: null },
  readAddress,
  mask: (address) => `${new URL(address).origin}/…`,
  connect: ({ configuration, secret }) => {
    const { webhook } = configuration.ways;
    const key = webhook === undefined ? null : secret(webhook.secret);
    if (webhook === undefined || key === null) return null;
    const by = { key, allowed: webhook.privateNetworks };
    return {
      send: (to, notice, signal) => {
        return post(to, { id: notice.id, body: bodyOf(notice), ...by, signal });
      },
      tell: (to, { id, headline, paragraphs }, signal) => {
        const body = { version: 1, kind: "trouble", id, headline, paragraphs };
        return post(to, { id, body, ...by, signal });
      },
    };
  },
};

function readAddress(typed: string): AddressReading {
  const trimmed = typed.trim();
  const url = URL.parse(trimmed);
  const isUsable =
    /^https?:\/\/[^/\\]/i.test(trimmed) &&
    url !== null &&
    url.href.length <= LONGEST &&
    url.username === "" &&
    url.password === "";
  if (isUsable) return { ok: true, address: url.href };
  return { ok: false, problem: "Give an http or https address without a name or password in it." };
}

type Posting = {
  readonly id: string;
  readonly body: object;
  readonly key: string;
  /** Networks that are not public, and may be reached all the same. */
  readonly allowed: readonly string[];
  readonly signal: AbortSignal;
};

async function post(to: string, { id, body: said, ...by }: Posting): Promise<WayResult> {
  const { key, allowed, signal } = by;
  const body = JSON.stringify(said);
  const timestamp = String(Math.floor(DateTime.utc().toSeconds()));
  try {
    const status = await postToPublic(to, {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Muster",
        "Idempotency-Key": id,
        "X-Muster-Timestamp": timestamp,
        "X-Muster-Signature": signatureOf(key, timestamp, body),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      allowed,
    });
    return resultOf(status);
  } catch (error) {
    return failureOf(error);
  }
}

/** `v1=` and the HMAC-SHA256, in hex, of the timestamp, a dot and the body. */
function signatureOf(key: string, timestamp: string, body: string): string {
  return `v1=${createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex")}`;
}

function bodyOf(notice: PageNotice): object {
  const { id, isTest, incident, others, unnamed, why, mayBeDouble, acknowledgeUrl } = notice;
  return {
    version: 1,
    kind: isTest ? "test" : "page",
    id,
    incident: incident === null ? null : incidentBody(incident),
    others: others.map(incidentBody),
    unnamed,
    why,
    mayBeDouble,
    acknowledge: acknowledgeUrl === null ? null : { method: "POST", url: acknowledgeUrl },
  };
}

function incidentBody(incident: NoticedIncident): object {
  const { id, name, title, severity, service } = incident;
  const { runbookUrl, dashboardUrl, incidentUrl } = incident;
  return { id, name, title, severity, service, runbookUrl, dashboardUrl, incidentUrl };
}

function resultOf(status: number): WayResult {
  if (status >= 200 && status < 300) return { kind: "sent", reference: null };
  if (status >= 300 && status < 400) {
    const reason = `the webhook redirects (${status}); give the address that it redirects to`;
    return { kind: "failed", reason, again: false };
  }
  const again = status >= 500 || TRY_AGAIN.has(status);
  return { kind: "failed", reason: `the webhook answered ${status}`, again };
}

function failureOf(error: unknown): WayResult {
  const failed = { kind: "failed", again: true } as const;
  if (error instanceof DOMException) {
    return { ...failed, reason: "the webhook did not answer in time", unclear: true };
  }
  const code = NetworkError.safeParse(error).data?.cause.code ?? "the request failed";
  if (code === NOT_PUBLIC_CODE) return NOT_PUBLIC;
  const reason = `the webhook cannot be reached (${code})`;
  return { ...failed, reason, unclear: !neverLeft(code) };
}
