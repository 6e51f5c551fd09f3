import { loadConfiguration, type Loaded, loadFormer } from "#config/load.ts";
import { formatFinding, listFindings } from "#config/print-findings.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Finding } from "#domain/configuration/finding.ts";

/** The configuration when it can be used; otherwise says why not, sets the exit code, and answers null. */
export async function loadOrReport(config: string): Promise<(Loaded & { ok: true }) | null> {
  const loaded = await loadConfiguration(config);
  if (loaded.ok) return loaded;
  report(listFindings(config, loaded));
  return null;
}

/** The same for the file as it was, with which it is compared; its runbooks do not matter. */
export async function formerOrReport(file: string): Promise<Configuration | null> {
  const loaded = await loadFormer(file);
  if (loaded.ok) return loaded.configuration;
  report(loaded.findings.map((finding) => ({ file, ...finding })));
  return null;
}

function report(findings: readonly (Finding & { readonly file: string })[]): void {
  for (const finding of findings) console.error(formatFinding(finding));
  process.exitCode = 1;
}
