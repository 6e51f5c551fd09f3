/** The end of each incident's timeline, by which a line that was cut off there is missed. */
export interface TimelineTables {
  readonly timeline_end: {
    incident_id: number;
    lines: number;
    hash: Buffer;
  };
}
