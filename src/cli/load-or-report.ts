import { loadConfiguration, type Loaded } from "#config/load.ts";
import { formatFinding, listFindings } from "#config/print-findings.ts";

/** The configuration when it can be used; otherwise says why not, sets the exit code, and answers null. */
export async function loadOrReport(config: string): Promise<(Loaded & { ok: true }) | null> {
  const loaded = await loadConfiguration(config);
  if (loaded.ok) return loaded;
  for (const finding of listFindings(config, loaded)) console.error(formatFinding(finding));
  process.exitCode = 1;
  return null;
}
