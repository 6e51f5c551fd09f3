/** What is known of timelines beside their lines. */
export interface TimelineTables {
  /** The end of each timeline, by which a line that was cut off there is missed. */
  readonly timeline_end: {
    incident_id: number;
    lines: number;
    hash: Buffer;
  };
  /** Which incidents a message in Slack was saved for. */
  readonly saved_message: {
    channel: string;
    ts: string;
    incident_id: number;
  };
}
