const COUNTER = /^muster_http_requests_total\{route="\/runbooks\/:slug",status="200"\} (\d+)$/m;

/** How many runbook pages Muster has served so far, as its own metrics say. */
export async function countRunbooksRead(botUrl: string): Promise<number> {
  const answer = await fetch(`${botUrl}/metrics`);
  return Number(COUNTER.exec(await answer.text())?.[1] ?? 0);
}
