/** How often a property is tried: seldom in `npm test`, and often where that is asked for. */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(usual * Number(process.env["MUSTER_PROPERTY_RUNS"] ?? 1)) };
}
