import { expect } from "vitest";
import { parseConfiguration } from "#config/load.ts";

/** A configuration in which nothing is wrong, as people write it. */
export const CLEAN = `people:
  alice: { name: Alice, slack: U0ALICE01, admin: true }
teams:
  shop: { name: Shop, channel: "#shop", members: [alice] }
services:
  api: { name: API, team: shop, policy: usual, runbook: errors }
policies:
  usual:
    levels:
      - notify: [{ person: alice }]
        delay: PT5M
routes:
  service: api
  routes:
    - matchers: ['job="web"']
sources:
  am: { type: alertmanager, api: { url: "http://am:9093" }, heartbeat: {} }
`;

/** Everything that is found when one text of a clean file is replaced by another. */
export function findingsOf(from: string, to: string): readonly string[] {
  expect(CLEAN).toContain(from);
  const parsed = parseConfiguration(CLEAN.replace(from, () => to));
  const findings = parsed.ok ? parsed.warnings : parsed.findings;
  return findings.map(
    ({ line, path, message, fix }) => `${line} ${path || "(file)"}: ${message} -> ${fix}`,
  );
}
