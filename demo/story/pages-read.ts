const COUNTER = /^muster_http_requests_total\{route="([^"]+)",status="200"\} (\d+)$/gm;

export type PagesRead = { readonly runbooks: number; readonly postmortems: number };

/** How many pages Muster has served so far, as its own metrics say. */
export async function countPagesRead(botUrl: string): Promise<PagesRead> {
  const answer = await fetch(`${botUrl}/metrics`);
  const served = new Map(
    [...(await answer.text()).matchAll(COUNTER)].map(([, route, count]) => [route, Number(count)]),
  );
  return {
    runbooks: served.get("/runbooks/:slug") ?? 0,
    postmortems: served.get("/incidents/:number/postmortem") ?? 0,
  };
}
