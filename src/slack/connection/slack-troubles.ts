import type { Trouble } from "#domain/impairment.ts";

const MEANWHILE =
  "Nobody is paged in Slack. Other ways are used, and what waits is sent in order afterwards.";

export const NOT_ANSWERING: Trouble = {
  words: "Slack does not answer",
  consequence: MEANWHILE,
  fix: "Look at https://slack-status.com, and whether this machine reaches slack.com; Muster goes on by itself",
  severity: "pages-at-risk",
};

export const NOT_CONNECTED: Trouble = {
  words: "Presses in Slack have not reached Muster for a minute",
  consequence:
    "Pages go out, but nobody can acknowledge or type commands in Slack; links in mails and calls still work.",
  fix: "Look at SLACK_APP_TOKEN, and whether a proxy lets WebSockets through to slack.com; Muster connects again by itself",
  severity: "pages-at-risk",
};

export const NOT_STARTED: Trouble = {
  words: "The part that talks to Slack could not be started",
  consequence: MEANWHILE,
  fix: "Look at the log, and start Muster again",
  severity: "pages-at-risk",
};

/** Slack's word for what is wrong with the token, in words for people. */
export function tokenTrouble(refusal: string): Trouble {
  return {
    words: `Slack refuses the bot token (${refusal})`,
    consequence: MEANWHILE,
    fix: "Copy it anew from the app's page, OAuth & Permissions, into SLACK_BOT_TOKEN, and start Muster again",
    severity: "pages-at-risk",
  };
}

/** Null when the workspace granted all that nothing can be done without. */
export function scopeTrouble(missing: readonly string[]): Trouble | null {
  if (missing.length === 0) return null;
  return {
    words: `Slack did not grant what Muster cannot do without: ${missing.join(", ")}`,
    consequence: "Some pages, cards or buttons fail.",
    fix: "Install the app again with manifest.yml, and start Muster again",
    severity: missing.includes("chat:write") ? "pages-at-risk" : "degraded",
  };
}
