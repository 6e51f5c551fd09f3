import { z } from "zod";
import { IncidentId } from "#domain/incident/incident.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { exportTimeline } from "./export.ts";
import { renderTimeline, type TimelinePage } from "./timeline-view.ts";
import { readShown } from "./timeline.ts";

/** Somebody turns a page of the timeline that is open before them. */
export async function onTimelinePage(desk: Desk, args: ActionArgs): Promise<void> {
  const [, page = ""] = valueOf(args).split(":");
  const wanted = /^\d{1,6}$/u.test(page) ? Number(page) : 0;
  await press(desk, args, async () => ({ page: wanted, notice: null }));
}

/** Files go to the conversation where the timeline was asked for, and the modal says so. */
export async function onExportTimeline(desk: Desk, args: ActionArgs): Promise<void> {
  await press(desk, args, async (person, meta) => {
    return { page: 0, notice: await exportTimeline(desk, { ...person, ...meta }) };
  });
}

const Meta = z.object({ incident: IncidentId, channel: z.string().nullable() });
type Meta = z.output<typeof Meta>;
type Next = Pick<TimelinePage, "page" | "notice">;

async function press(
  desk: Desk,
  args: ActionArgs,
  work: (person: Permitted, meta: Meta) => Promise<Next>,
): Promise<void> {
  await args.ack();
  const { view } = args.body;
  if (view === undefined) return;
  const meta = Meta.parse(JSON.parse(view.private_metadata));
  await answer(
    desk,
    askerAt(desk, args),
    async (person) => {
      const next = await work(person, meta);
      const shown = await readShown(desk, meta);
      if (shown === null) return say(noSuchIncident(meta.incident));
      const drawn = renderTimeline({ ...shown, ...next });
      await desk.client.views.update({ view_id: view.id, view: drawn });
      return null;
    },
    { action: "see", incident: meta.incident },
  );
}
