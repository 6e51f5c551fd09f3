import { isWaiting } from "#domain/reach.ts";
import { SLACK } from "#domain/way.ts";
import type { Engine } from "#engine/engine.ts";
import type { Transaction } from "#store/database/database.ts";
import { attemptsOfPage, noteTrouble } from "#store/page/attempts.ts";
import { lockReadable } from "#store/page/locked-incidents.ts";
import type { Page } from "#store/page/pages.ts";
import { tellTrouble } from "./settle-way.ts";
import { whyDropped } from "./why-dropped.ts";

/** Slack makes these pages wait: whoever has another way is reached by it now. Told once, however often Slack fails. */
export async function tellDelay(
  engine: Engine,
  pages: readonly Page[],
  error: string,
): Promise<void> {
  const inOrder = pages.toSorted((a, b) => a.incident - b.incident);
  await engine.database.transaction(async (tx) => {
    for (const page of inOrder) await tellOne(engine, tx, page, error);
  });
}

async function tellOne(engine: Engine, tx: Transaction, page: Page, error: string): Promise<void> {
  const incident = await lockReadable(tx, page.incident);
  const attempts = await attemptsOfPage(tx, page.id);
  const attempt = attempts.find(({ way }) => way === SLACK);
  if (attempt === undefined || !isWaiting(attempt.state) || attempt.error !== null) return;
  if ((await whyDropped(tx, page, incident)) !== null) return;
  await tellTrouble(engine, tx, page, { attempt, error });
  await noteTrouble(tx, attempt.id, { error, unclear: false });
}
