/** What somebody had just put into production when it broke. */
export type Deploy = {
  readonly service: string;
  readonly title: string;
  readonly by: string;
  readonly revision: string;
  readonly link: string;
  readonly minutesBefore: number;
};

/** Where changes are told, and what must be presented there. */
type Door = { readonly changes: string; readonly token: string };

/** Plays the pipeline of Larder, which tells Muster of each deploy. */
export async function tellDeploy(
  { changes, token }: Door,
  { minutesBefore, ...deploy }: Deploy,
  brokeAt: string,
): Promise<void> {
  const at = new Date(Date.parse(brokeAt) - minutesBefore * 60_000).toISOString();
  const answer = await fetch(changes, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ ...deploy, kind: "deploy", environment: "production", at }),
  });
  if (!answer.ok) throw new Error(`Muster answered ${answer.status} to a deploy.`);
}
