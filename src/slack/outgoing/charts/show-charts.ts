import type { DateTime } from "luxon";
import { pictureWords } from "#charts/same-picture.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { IncidentJob } from "#engine/job/jobs.ts";
import { readGroup } from "#slack/incident-group.ts";
import { blamesBlocks, blamesToken, Refused } from "#slack/outgoing/failure.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { send, stands } from "#slack/outgoing/send.ts";
import { renderCharts } from "#slack/views/budget-chart.ts";
import { chartsOf, type StoredChart } from "#store/budget/charts.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import {
  type ChartFile,
  saveSlackChart,
  type SlackChart,
  slackChartOf,
} from "#store/slack/slack-charts.ts";
import { intendOne, type SlackMessage } from "#store/slack/slack-messages.ts";
import { type ChartImages, imagesOf } from "./chart-images.ts";

/** More would push everything else out of sight. */
const MOST = 2;
/** People look at it now and then; every edit loads an image anew on each of their screens. */
const AT_MOST_EVERY = { minutes: 5 };
/** Slack works on an image before it can be shown. */
const WORKED_ON = { seconds: 2 };
/** An image that cannot be shown by then never will be. */
const GIVEN_UP = { seconds: 30 };

/** What became of one look at an incident's charts. */
type Look = "nothing new" | "shown" | "image is worked on";

/** Makes the one message with an incident's charts show what people should see: drawn anew by edit, and not too often. */
export async function showCharts(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: { readonly now: DateTime },
): Promise<Outcome> {
  const ids = jobs.map(({ payload }) => IncidentJob.parse(payload).incident);
  const { incidents } = await readGroup(out, ids);
  const looks: Look[] = [];
  for (const incident of incidents) looks.push(await showChartsOf(out, incident, now));
  if (looks.includes("image is worked on")) return { done: [], pauseUntil: now.plus(WORKED_ON) };
  const done = jobs.map(({ id }) => id);
  return looks.includes("shown") ? { done, pauseUntil: now.plus(AT_MOST_EVERY) } : { done };
}

async function showChartsOf(out: Outgoing, incident: Incident, now: DateTime): Promise<Look> {
  const { database, logger } = out.engine;
  const room = await slackChannelOf(database.kysely, incident.id);
  if (room === null || room.channel === null || room.archivedAt !== null) return "nothing new";
  const charts = concerned(await chartsOf(database.kysely, incident.id));
  if (charts.length === 0) return "nothing new";
  const message = await intendOne(database, "budget-chart", incident.id, room.channel);
  const known = await slackChartOf(database.kysely, incident.id);
  const picture = charts.map(({ chart }) => pictureWords(chart)).join("\n");
  if (stands(message) && known.shown === picture) return "nothing new";
  try {
    return await show(out, { incident, charts, message, known, picture, now });
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    const { code } = error;
    logger.error({ incident: incident.id, channel: room.channel, error: code }, "chart refused");
    return "nothing new";
  }
}

/** Those whose budget the incident used, the most used first. */
function concerned(charts: readonly StoredChart[]): readonly StoredChart[] {
  return charts
    .filter(({ chart }) => chart.impact !== null)
    .toSorted((a, b) => (b.chart.live.used ?? 0) - (a.chart.live.used ?? 0))
    .slice(0, MOST);
}

type Wanted = {
  readonly incident: Incident;
  readonly charts: readonly StoredChart[];
  readonly message: SlackMessage;
  readonly known: SlackChart;
  readonly picture: string;
  readonly now: DateTime;
};

async function show(out: Outgoing, wanted: Wanted): Promise<Look> {
  const { incident, charts, known, now } = wanted;
  const { kysely } = out.engine.database;
  const { files, trouble } = await imagesOf(out, { charts, known: known.files, now });
  // Noted before it is shown, so that no image is uploaded twice or forgotten.
  const all = [...known.files, ...files.filter((file) => !known.files.includes(file))];
  await saveSlackChart(kysely, incident.id, { ...known, files: all });
  if (files.some(({ uploadedAt }) => uploadedAt.plus(WORKED_ON) > now)) return "image is worked on";
  const standing = await sent(out, wanted, { files, trouble });
  if (standing === null) return "image is worked on";
  await settle(out, wanted, { all, ...standing });
  return "shown";
}

/** What stands there now, maybe words alone; null while Slack does not know the image yet. */
async function sent(
  out: Outgoing,
  { incident, charts, message, now }: Wanted,
  { files, trouble }: ChartImages,
): Promise<ChartImages | null> {
  const shown = charts.map((chart, index) => ({ ...chart, file: files[index]?.file ?? null }));
  try {
    await send(out, message, message.place, renderCharts(incident.id, shown, trouble));
    return { files, trouble };
  } catch (error) {
    if (!(error instanceof Refused) || !blamesBlocks(error.failure) || files.length === 0)
      throw error;
    if (files.some(({ uploadedAt }) => uploadedAt.plus(GIVEN_UP) > now)) return null;
    const words = `Slack does not show the image (${error.code}).`;
    const bare = charts.map((chart) => ({ ...chart, file: null }));
    await send(out, message, message.place, renderCharts(incident.id, bare, words));
    return { files: [], trouble: words };
  }
}

/** What stands there now is noted, and what stood there before is deleted: nobody can find it any more. */
async function settle(
  out: Outgoing,
  { incident, known, picture }: Wanted,
  { all, files, trouble }: ChartImages & { readonly all: readonly ChartFile[] },
): Promise<void> {
  const { logger, database, metrics } = out.engine;
  if (trouble !== null) metrics.chartFailures.inc({ step: "show" });
  if (trouble !== null && trouble !== known.trouble) {
    logger.warn({ incident: incident.id, trouble }, "charts are told in words");
  }
  await saveSlackChart(database.kysely, incident.id, { files, shown: picture, trouble });
  for (const { file } of all.filter((one) => !files.includes(one))) await drop(out, file);
}

/** One that stays there does no harm. */
async function drop({ client, engine }: Outgoing, file: string): Promise<void> {
  try {
    await client.files.delete({ file });
  } catch (error) {
    engine.logger.warn({ file, err: error }, "an old chart was not deleted");
  }
}
