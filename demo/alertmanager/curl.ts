import { quote } from "#demo/narration/quote.ts";
import type { Scene } from "#demo/scenes/scene.ts";
import { groupAlerts, type Times, webhook } from "./webhook.ts";

/** Where alerts go and what they must present, and where they come from. */
type Hook = { readonly hook: string; readonly token: string; readonly prometheusUrl: string };

/** Where the shell writes the present time; nothing in an alert looks like it. */
const NOW = "@now@";

/** Fires a scene of one group, in one line for a shell. */
export function fireLine(hook: Hook, scene: Scene): string {
  return curl(hook, scene, { startsAt: NOW });
}

/** Any start before the end will do: an end closes the episode that is going on. */
export function endLine(hook: Hook, scene: Scene, startsAt: string): string {
  return curl(hook, scene, { startsAt, endsAt: NOW });
}

function curl({ hook, token, prometheusUrl }: Hook, { alerts }: Scene, times: Times): string {
  const [group = []] = groupAlerts(alerts);
  // A line is long enough without what Muster does not need.
  const { version, status, alerts: sent } = webhook(group, times, prometheusUrl);
  const body = quote(JSON.stringify({ version, status, alerts: sent })).replaceAll(
    NOW,
    `'"$(date -u +%FT%TZ)"'`,
  );
  return `curl ${hook} -H ${quote(`Authorization: Bearer ${token}`)} -d ${body}`;
}
