import type { DateTime } from "luxon";
import { oneLine } from "#domain/text.ts";
import {
  countQuarantined,
  findDelivery,
  type KeptDelivery,
  quarantined,
} from "#store/alert/quarantine.ts";
import { count } from "./count.ts";
import { noDelivery } from "./delivery-argument.ts";
import { refuseOld } from "./refuse-old.ts";
import { withDatabase } from "./with-database.ts";

const REASON_LENGTH = 200;
const WHAT_TO_DO =
  "`muster quarantine <delivery>` prints one; `muster replay <delivery>` hands it in again once it can be read.";
/** What a terminal would obey, or hide; line feeds and tabs are as they came. */
const OBEYED =
  /(?![\n\t])[\p{Cc}\u2028\u2029\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** What could not be read, the newest first. */
export async function printQuarantine(
  environment: NodeJS.ProcessEnv,
  json: boolean,
): Promise<void> {
  await withDatabase(environment, async (database) => {
    await refuseOld(database);
    const deliveries = await quarantined(database.kysely);
    if (deliveries.length > 0) process.exitCode = 1;
    if (json) return console.log(JSON.stringify(deliveries.map(asJson), null, 2));
    if (deliveries.length === 0) return console.log("Nothing is in quarantine.");
    const counts = await countQuarantined(database.kysely);
    const parts = counts.map(({ source, count: many }) => `${many} of ${source}`);
    console.log(`In quarantine: ${parts.join(", ")}`);
    for (const delivery of deliveries) console.log(`  ${words(delivery)}`);
    console.log(WHAT_TO_DO);
  });
}

/** One delivery, whether it is in quarantine or not. */
export async function printDelivery(
  environment: NodeJS.ProcessEnv,
  id: number,
  raw: boolean,
): Promise<void> {
  await withDatabase(environment, async (database) => {
    await refuseOld(database);
    const delivery = await findDelivery(database.kysely, id);
    if (delivery === null) {
      console.error(noDelivery(id));
      process.exitCode = 1;
      return;
    }
    if (raw) return void process.stdout.write(delivery.body);
    console.log(`${words(delivery)}\n\n${delivery.body.toString().replaceAll(OBEYED, escaped)}`);
  });
}

function words(delivery: KeptDelivery): string {
  const { id, source, receivedAt, bytes, replayedAt, replayedBy } = delivery;
  const replayed =
    replayedAt === null ? [] : [`handed in again ${moment(replayedAt)} by ${replayedBy}`];
  return [
    id,
    source,
    moment(receivedAt),
    count(bytes, "byte"),
    ...replayed,
    outcome(delivery),
  ].join(", ");
}

function outcome({ reason, processedAt }: KeptDelivery): string {
  if (reason !== null) return `in quarantine: ${oneLine(reason, REASON_LENGTH)}`;
  return processedAt === null ? "it waits to be worked off" : `worked off ${moment(processedAt)}`;
}

function moment(at: DateTime): string {
  return at.toUTC().toFormat("yyyy-MM-dd HH:mm:ss 'UTC'");
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

function asJson({ receivedAt, processedAt, replayedAt, ...delivery }: KeptDelivery): object {
  return {
    ...delivery,
    receivedAt: receivedAt.toISO(),
    processedAt: processedAt?.toISO() ?? null,
    replayedAt: replayedAt?.toISO() ?? null,
  };
}
