import type { DateTime } from "luxon";
import { z } from "zod";
import { canDraw } from "#charts/can-draw.ts";
import { drawPng } from "#charts/draw-png.ts";
import { reportCharts } from "#charts/report-charts.ts";
import type { Notice } from "#domain/incident/notice.ts";
import { readReport } from "#engine/learning/read-report.ts";
import { renderPictures } from "#slack/views/report/pictures.ts";
import { readClock } from "#store/database/clock.ts";
import { readNotice, type StoredNotice } from "#store/duty/notices.ts";
import { enqueue } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import {
  type ReportCharts,
  reportChartsOf,
  type ReportImage,
  saveReportCharts,
} from "#store/learning/report-charts.ts";
import { readMessage } from "#store/slack/slack-messages.ts";
import { asError, blamesBlocks, blamesToken, failureOf, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { send, type Standing, stands } from "./send.ts";
import { uploadUnshared } from "./upload-files.ts";

const ChartsJob = z.object({ notice: z.number() });

/** Slack works on an image before it can be shown. */
const WORKED_ON = { seconds: 2 };
/** An image that cannot be shown by then never will be. */
const GIVEN_UP = { seconds: 30 };

type About = Extract<Notice, { readonly kind: "report" }>;

/** The report stands: its pictures follow in a lane of their own, so that they hold up nothing. */
export async function wantReportCharts(
  { engine }: Pick<Outgoing, "engine">,
  notice: number,
): Promise<void> {
  const lane = `notice:charts/${notice}`;
  const job = { lane, kind: "report-charts", payload: { notice }, dedupe: "report-charts" };
  await engine.database.transaction((tx) => enqueue(tx, [job]));
}

/** Posts the pictures below the report, once. Where they cannot be had, the words stand alone. */
export async function showReportCharts(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: { readonly now: DateTime },
): Promise<Outcome> {
  const done = jobs.map(({ id }) => id);
  const [job] = jobs;
  if (job === undefined) return { done };
  try {
    const isShown = await show(out, ChartsJob.parse(job.payload).notice, now);
    return isShown ? { done } : { done: [], pauseUntil: now.plus(WORKED_ON) };
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    out.engine.logger.warn({ ...job.payload, error: error.code }, "a report has no pictures");
    return { done };
  }
}

/** Whether there is nothing left to do. */
async function show(out: Outgoing, id: number, now: DateTime): Promise<boolean> {
  const { kysely } = out.engine.database;
  const notice = await readNotice(kysely, id);
  if (notice === null || notice.message === null || notice.about.kind !== "report") return true;
  const report = await readMessage(kysely, notice.message);
  if (report === null || !stands(report)) return true;
  const charts = await reportChartsOf(kysely, id);
  if (charts === null) return !(await upload(out, notice, notice.about));
  if (stands(charts.message)) return true;
  if (charts.uploadedAt.plus(WORKED_ON) > now) return false;
  return await post(out, report, charts, now);
}

/** Answers whether there is anything to show. */
async function upload(
  out: Outgoing,
  notice: StoredNotice,
  { team: id, week }: About,
): Promise<boolean> {
  const team = out.engine.configuration().teams.get(id);
  if (team === undefined || !out.granted("files:write") || !(await canDraw())) return false;
  const pictures = reportCharts(await readReport(out.engine, team, week), team.name);
  const images: ReportImage[] = [];
  for (const { name, title, description, svg } of pictures) {
    const content = await drawPng(svg);
    const file = await uploadOne(out, `${id}-${week}-${name}.png`, content);
    images.push({ file, title, description });
  }
  if (images.length === 0) return false;
  const place = { notice: notice.id, place: notice.place };
  await out.engine.database.transaction(async (tx) => {
    // Drawing takes its time: Slack has the last image only now.
    await saveReportCharts(tx, place, { images, uploadedAt: await readClock(tx) });
  });
  return true;
}

async function uploadOne(
  { client }: Outgoing,
  filename: string,
  content: Uint8Array,
): Promise<string> {
  try {
    return await uploadUnshared(client, { filename, content });
  } catch (error) {
    throw asError(failureOf(error));
  }
}

/** Answers false while Slack does not know the images yet. */
async function post(
  out: Outgoing,
  report: Standing,
  { message, images, uploadedAt }: ReportCharts,
  now: DateTime,
): Promise<boolean> {
  try {
    await send(out, message, report.channel, renderPictures(images, report.ts));
    return true;
  } catch (error) {
    const isEarly = uploadedAt.plus(GIVEN_UP) > now;
    if (isEarly && error instanceof Refused && blamesBlocks(error.failure)) return false;
    throw error;
  }
}
