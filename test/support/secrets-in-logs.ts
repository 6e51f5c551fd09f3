/** Addresses that open something to whoever knows them; what was cut out of them is harmless. */
const OPEN_ADDRESS =
  /\/(?:acknowledge|calendar)\/[\w-]{16,}|\/hooks\/[\w.-]+\/[\w.-]{16,}|[?&](?:key|token)=[\w.-]{16,}/;

/** Shorter ones are words that stand in every other sentence. */
const SHORTEST = 8;

/** The lines that give somebody who reads them a secret, by its value or as an address that opens something. */
export function linesWithSecrets(
  lines: readonly string[],
  secrets: readonly string[],
): readonly string[] {
  const telling = secrets.filter((secret) => secret.length >= SHORTEST);
  return lines.filter((line) => {
    return OPEN_ADDRESS.test(line) || telling.some((secret) => line.includes(secret));
  });
}

/** The values of variables that hold secrets, by their names. */
export function secretsIn(environment: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    return /(?:TOKEN|SECRET|PASSWORD|KEY)$/.test(name) ? value : [];
  });
}
