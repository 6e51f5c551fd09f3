import { type DateTime, Duration } from "luxon";

/** What is known of the channel of an incident that is over. */
export type ArchiveFacts = {
  readonly endedAt: DateTime;
  /** How long after its end it is archived. */
  readonly archiveAfter: Duration;
  readonly toldAt: DateTime | null;
};

/** People are told so long before, or half of the time when that is less. */
const TOLD_BEFORE = Duration.fromObject({ days: 1 });

/** What is to be done about the channel by now: those in it are told first. */
export function archiveStep(facts: ArchiveFacts, now: DateTime): "wait" | "tell" | "archive" {
  const { endedAt, archiveAfter, toldAt } = facts;
  const ahead = aheadOf(archiveAfter);
  // What was told of an earlier end does not count.
  if (toldAt === null || toldAt < endedAt) {
    return now < endedAt.plus(archiveAfter).minus(ahead) ? "wait" : "tell";
  }
  return now < archiveAt(facts) ? "wait" : "archive";
}

/** When it will be archived: never sooner after people were told than they were promised. */
export function archiveAt({ endedAt, archiveAfter, toldAt }: ArchiveFacts): DateTime {
  const planned = endedAt.plus(archiveAfter);
  const earliest = toldAt?.plus(aheadOf(archiveAfter)) ?? planned;
  return earliest > planned ? earliest : planned;
}

/** Ended before that moment, a channel may be due. */
export function archiveSince(archiveAfter: Duration, now: DateTime): DateTime {
  return now.minus(archiveAfter).plus(aheadOf(archiveAfter));
}

function aheadOf(archiveAfter: Duration): Duration {
  const half = Duration.fromMillis(archiveAfter.toMillis() / 2);
  return half < TOLD_BEFORE ? half : TOLD_BEFORE;
}
