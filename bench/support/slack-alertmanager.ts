import { onTestFinished } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { type Alertmanager, startAlertmanager } from "#test/support/alertmanager.ts";

/** An Alertmanager that writes to the workspace itself, without any wait of its own. */
export async function startSlackAlertmanager(
  { botToken }: Pick<Sandbox, "botToken">,
  apiUrl: string,
  groupBy: string,
): Promise<Alertmanager> {
  const alertmanager = await startAlertmanager(`
route: { receiver: slack, group_by: [${groupBy}], group_wait: 0s, group_interval: 30s, repeat_interval: 1h }
receivers:
  - name: slack
    slack_configs:
      - api_url: ${apiUrl}chat.postMessage
        http_config: { authorization: { credentials: ${botToken} } }
        channel: "#team-checkout"
        text: "{{ .CommonAnnotations.summary }} {{ .GroupLabels.${groupBy} }}"
`);
  onTestFinished(alertmanager.stop);
  return alertmanager;
}
