import type { DateTime } from "luxon";
import { MUSTER, type Actor } from "#domain/actor.ts";
import { areSameMatchers } from "#domain/alert/silence-matcher.ts";
import {
  liveSilences,
  type AskedSilence,
  type IncidentSilence,
  type SilenceCommand,
  type SilenceEvent,
  type Silences,
  type SilenceSight,
} from "./silences.ts";

/** What becomes of the command and who did it, or in words why nothing does. */
type SilenceDecision = { readonly by: Actor; readonly event: SilenceEvent } | string;

/** More than this many at once nobody keeps an eye on. */
const MOST = 10;

/** A silence that is gone so shortly before its end ran out: two clocks never agree. */
const CLOCKS_DIFFER = { seconds: 5 };

/** Two people who ask for two hours at once mean the same end. */
const SAME_END = { minutes: 1 };

const NO_SUCH_SILENCE = "there is no such silence any more";

export function decideSilence(
  silences: Silences,
  command: SilenceCommand,
  now: DateTime,
): SilenceDecision {
  if (command.kind === "silence") return ask(silences, command.silence, command.by);
  const silence = liveSilences(silences).find(({ key }) => key === command.key);
  if (silence === undefined) return NO_SUCH_SILENCE;
  const { key, source } = silence;
  switch (command.kind) {
    case "extend-silence": {
      const { by, until } = command;
      if (silence.wanted?.what === "end") return "it is being ended";
      if (until <= silence.until) return "it lasts that long already";
      return { by, event: { kind: "silence-extension-asked", key, source, until } };
    }
    case "end-silence":
      if (silence.wanted?.what === "end") return "it is being ended already";
      return { by: command.by, event: { kind: "silence-end-asked", key, source } };
    case "see-silence":
      return see(silence, command.sight, now);
  }
}

/** The same is kept quiet once: asked for longer, the silence that there is lasts longer. */
function ask(silences: Silences, silence: AskedSilence, by: Actor): SilenceDecision {
  if (silences.some(({ key }) => key === silence.key)) return "it was asked for already";
  const live = liveSilences(silences);
  const same = live.find((other) => isSame(other, silence));
  if (same === undefined) {
    if (live.length >= MOST) return `${MOST} silences of this incident hold already; end one first`;
    return { by, event: { kind: "silence-asked", ...silence } };
  }
  const { key, source } = same;
  if (silence.until <= same.until.plus(SAME_END))
    return "these alerts are silenced that long already";
  return { by, event: { kind: "silence-extension-asked", key, source, until: silence.until } };
}

function isSame(one: IncidentSilence, other: AskedSilence): boolean {
  return (
    one.source === other.source &&
    one.wanted?.what !== "end" &&
    areSameMatchers(one.matchers, other.matchers)
  );
}

function see(silence: IncidentSilence, sight: SilenceSight, now: DateTime): SilenceDecision {
  const { key, source, wanted } = silence;
  switch (sight.kind) {
    case "holds":
      if (isKnown(silence, sight)) return "it holds as before";
      return {
        by: { kind: "source", source },
        event: { ...sight, kind: "silence-holds", key, source },
      };
    case "gone":
      return gone(silence, now);
    case "delayed":
      if (wanted === null || silence.trouble !== null) return "it is known that it takes longer";
      return { by: MUSTER, event: { ...sight, kind: "silence-delayed", key, source } };
    case "failed": {
      if (wanted === null) return "nothing was asked for";
      const event = { ...sight, kind: "silence-failed", key, source, what: wanted.what } as const;
      return { by: MUSTER, event };
    }
    case "ending": {
      if (!isEnding(silence, now)) return "its end is far, or was told of";
      const { until } = silence;
      return { by: MUSTER, event: { ...sight, kind: "silence-ending", key, source, until } };
    }
  }
}

function isKnown(
  { wanted, id, holdsUntil }: IncidentSilence,
  sight: Extract<SilenceSight, { readonly kind: "holds" }>,
): boolean {
  const isSameEnd = holdsUntil !== null && holdsUntil.toMillis() === sight.until.toMillis();
  return id === sight.id && isSameEnd && (wanted === null || wanted.what === "end");
}

function gone(
  { key, source, wanted, holdsUntil }: IncidentSilence,
  now: DateTime,
): SilenceDecision {
  if (wanted?.what === "end") {
    return { by: wanted.by, event: { kind: "silence-ended", key, source, how: "by-hand" } };
  }
  const isPast = holdsUntil !== null && now.plus(CLOCKS_DIFFER) >= holdsUntil;
  const how = isPast ? "ran-out" : "at-source";
  return { by: { kind: "source", source }, event: { kind: "silence-ended", key, source, how } };
}

/** Whether it is time to ask whether it is to go on, and nobody was asked yet. */
export function isEnding(silence: IncidentSilence, now: DateTime): boolean {
  const { wanted, holdsUntil, remindedOf, askedAt } = silence;
  if (wanted !== null || holdsUntil === null || now >= holdsUntil) return false;
  if (remindedOf?.toMillis() === holdsUntil.toMillis()) return false;
  const isShort = holdsUntil.diff(askedAt).as("minutes") <= 30;
  return now >= holdsUntil.minus({ minutes: isShort ? 5 : 15 });
}
