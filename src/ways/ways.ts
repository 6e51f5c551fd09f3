import { MAIL } from "./mail.ts";
import { SMS } from "./sms.ts";
import { VOICE } from "./voice.ts";
import type { Way, WaySetting } from "./way.ts";
import { WEBHOOK } from "./webhook.ts";

/** Every way to reach a person beside Slack; a new one is a file and a line here. */
export const WAYS: readonly Way[] = [VOICE, SMS, MAIL, WEBHOOK];

/** Those that can send as muster.yaml and the environment stand now. */
export function usableWays(setting: () => WaySetting): readonly Way[] {
  const now = setting();
  return WAYS.filter((way) => way.connect(now) !== null);
}
