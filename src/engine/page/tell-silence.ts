import { afterSilence, type SlackSilence } from "#domain/reach.ts";
import { SLACK } from "#domain/way.ts";
import type { Engine } from "#engine/engine.ts";
import { changeLocked } from "#engine/incident/change-incident.ts";
import { hurryNext } from "#engine/reach.ts";
import { readClock } from "#store/database/clock.ts";
import { attemptsOfPage, noteSilence } from "#store/page/attempts.ts";
import { lockReadable } from "#store/page/locked-incidents.ts";
import { readPages } from "#store/page/pages.ts";

/** Slack will not ring for a page that stands there: the person's next way is used now, and the incident says so. */
export async function tellSilence(
  engine: Engine,
  id: number,
  silence: SlackSilence,
): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const [page] = await readPages(tx, [id]);
    if (page === undefined) return;
    const incident = await lockReadable(tx, page.incident);
    if (incident?.status !== "triggered") return;
    const attempts = await attemptsOfPage(tx, page.id);
    const inSlack = attempts.find(({ way }) => way === SLACK);
    if (inSlack === undefined || inSlack.silence !== null) return;
    const now = await readClock(tx);
    const answer = afterSilence(attempts, page.urgency, now);
    if (answer.kind === "let be") return;
    await noteSilence(tx, inSlack.id, silence);
    const next = await hurryNext(tx, attempts, now);
    const { step, target } = page;
    const command = { kind: "slack-silent", step, target, silence, next } as const;
    await changeLocked(engine, tx, incident, { command, now });
  });
}
