import { unescape } from "node:querystring";
import type { Environment } from "#config/environment.ts";
import { secretsOfWays } from "#domain/configuration/ways-configuration.ts";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { signingSecrets } from "#engine/web-link.ts";

/** Every secret that this process was given and could tell, by value, so that the log can leave them out. */
export function secretsOf({
  slack,
  databaseUrl,
  migrationUrl,
  secret,
  givenSecrets,
}: Environment): readonly string[] {
  const known = [
    slack.botToken,
    slack.mode === "socket" ? slack.appToken : slack.signingSecret,
    ...passwordsIn(databaseUrl),
    ...passwordsIn(migrationUrl),
    secret("MUSTER_WEBHOOK_TOKEN"),
    ...givenSecrets(),
  ];
  return known.filter((value) => value !== null);
}

/** What is left out or refused because its secret is missing, which nobody notices by itself. */
export function tellUnset(
  { configuration, impairments }: Pick<Engine, "configuration" | "impairments">,
  secret: Environment["secret"],
): void {
  const { sources, ways, changes, web } = configuration();
  function unless(names: readonly string[], consequence: string): readonly Unset[] {
    return names.some((name) => secret(name) !== null)
      ? []
      : names.slice(0, 1).map((variable) => [variable, consequence]);
  }
  const unset: readonly Unset[] = [
    ...web.links
      .filter((name) => signingSecrets([name], secret).length === 0)
      .map((variable) => [variable, NO_LINKS] as const),
    ...secretsOfWays(ways).flatMap((names) => unless(names, NO_WAY)),
    ...(changes.services.size === 0 ? [] : unless(changes.tokens, NO_CHANGES)),
    // The last of those for one variable is told, and this is the worst.
    ...[...sources.values()].flatMap(({ tokens }) => unless(tokens, NO_ALERTS)),
  ];
  impairments.setAll(
    "secret",
    new Map(
      unset.map(([variable, consequence]) => [variable, unsetTrouble(variable, consequence)]),
    ),
  );
}

/** A variable, and what comes of its not being set. */
type Unset = readonly [string, string];

const NO_LINKS = "No links to incidents are signed with it.";
const NO_WAY = "A way to reach people is left out.";
const NO_ALERTS = "All alerts of a source that names it are refused.";
const NO_CHANGES = "Nobody can tell of deploys and other changes.";

function unsetTrouble(variable: string, consequence: string): Trouble {
  return {
    words: `The secret ${variable} is not set, or too short`,
    consequence,
    fix: `Set ${variable} in the environment and start Muster again, or take it out of muster.yaml`,
    severity: "degraded",
  };
}

/** As it stands in the address, and as the database is told it. */
function passwordsIn(databaseUrl: string | null): readonly string[] {
  const url = databaseUrl === null ? null : URL.parse(databaseUrl);
  if (url === null) return [];
  const password = url.password || (url.searchParams.get("password") ?? "");
  return password === "" ? [] : [password, unescape(password)];
}
