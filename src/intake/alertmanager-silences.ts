import { DateTime } from "luxon";
import { z } from "zod";
import type { Labels } from "#domain/alert/alert.ts";
import { matcherText, SilenceMatcher } from "#domain/alert/silence-matcher.ts";
import type { ListedSilence, Silence } from "#domain/alert/silence.ts";
import type { MatchedAlert, NewSilence } from "#engine/engine.ts";
import {
  type ApiAccess,
  fetchJson,
  type FetchOptions,
  sendJson,
} from "./alertmanager/fetch-json.ts";
import { readFingerprint } from "./alertmanager/fingerprint.ts";
import { ApiInstant, readAnswer } from "./alertmanager/read-answer.ts";
import { readTexts } from "./alertmanager/texts.ts";

/** Those that knew no negative matchers leave `isEqual` out. */
const Matcher = SilenceMatcher.unwrap().extend({ isEqual: z.boolean().default(true) });

const Silences = z.array(
  z.object({
    id: z.string(),
    status: z.object({ state: z.enum(["active", "pending", "expired"]) }),
    startsAt: ApiInstant,
    endsAt: ApiInstant,
    createdBy: z.string().default(""),
    comment: z.string().default(""),
    matchers: z.array(Matcher),
  }),
);

const Matched = z.array(
  z.object({
    labels: z.unknown(),
    fingerprint: z.string(),
    status: z.object({ silencedBy: z.array(z.string()).nullish() }),
  }),
);

const Saved = z.object({ silenceID: z.string().min(1) });

/** What begins in the past begins at once, also where the clock is behind ours. */
const HEAD_START = { hours: 1 };

/** The silences that hold now, as people read them. */
export async function listSilences(
  api: ApiAccess,
  options: FetchOptions,
): Promise<readonly Silence[]> {
  const silences = await listAllSilences(api, options);
  return silences
    .filter(({ state }) => state === "active")
    .map(({ id, endsAt, createdBy, comment, matchers }) => {
      return { id, endsAt, createdBy, comment, matchers: matchers.map(matcherText) };
    });
}

/** Every silence that an Alertmanager still knows, also those that are over. */
export async function listAllSilences(
  api: ApiAccess,
  options: FetchOptions,
): Promise<readonly ListedSilence[]> {
  const silences = readAnswer(Silences, await fetchJson(api, "/api/v2/silences", options));
  return silences.map(({ status, ...silence }) => ({ ...silence, state: status.state }));
}

/** The alerts that a silence with these matchers would keep quiet, muted ones too. */
export async function listMatching(
  api: ApiAccess,
  matchers: readonly SilenceMatcher[],
  options: FetchOptions,
): Promise<readonly MatchedAlert[]> {
  const filters = matchers.map((one) => `filter=${encodeURIComponent(matcherText(one))}`);
  const alerts = readAnswer(
    Matched,
    await fetchJson(api, `/api/v2/alerts?${filters.join("&")}`, options),
  );
  return alerts.map((alert) => {
    const labels: Labels = readTexts(alert.labels, "label").texts;
    const { fingerprint } = readFingerprint(alert.fingerprint, labels);
    return { fingerprint, labels, silencedBy: alert.status.silencedBy ?? [] };
  });
}

/** Makes a silence, or changes one that is there; answers the id that it has from then on. */
export async function saveSilence(
  api: ApiAccess,
  { there, ...silence }: NewSilence,
  options: FetchOptions,
): Promise<string> {
  const { until, matchers, createdBy, comment } = silence;
  const startsAt = there?.startsAt ?? DateTime.utc().minus(HEAD_START);
  const body = {
    ...(there && { id: there.id }),
    matchers,
    startsAt: startsAt.toUTC().toISO(),
    endsAt: until.toUTC().toISO(),
    createdBy,
    comment,
  };
  const answer = await sendJson(api, "/api/v2/silences", { method: "POST", body }, options);
  return readAnswer(Saved, answer).silenceID;
}

/** Ends a silence; one that is over stays as it is. */
export async function expireSilence(
  api: ApiAccess,
  id: string,
  options: FetchOptions,
): Promise<void> {
  const path = `/api/v2/silence/${encodeURIComponent(id)}`;
  await sendJson(api, path, { method: "DELETE" }, options);
}
