/** The seconds since 1970 at which a clock in this zone shows `local` (2026-11-21T14:30); null for no moment. */
export function momentAt(local: string, zone: string): number | null {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return null;
  // The zone's offset is that of the moment sought, so look once more from there.
  const near = asUtc - offsetAt(asUtc, zone);
  return (asUtc - offsetAt(near, zone)) / 1000;
}

/** What a clock in this zone shows: 2026-11-21T14:30. */
export function localAt(seconds: number, zone: string): string {
  const at = seconds * 1000;
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
}

/** How far the zone's clocks are ahead of UTC, milliseconds. */
function offsetAt(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  // Swedes write 2026-11-21 14:30:00.
  const shown = Date.parse(`${format.format(at).replace(" ", "T")}Z`);
  return shown - Math.floor(at / 1000) * 1000;
}
