import { announce } from "./announce.ts";
import { showCharts } from "./charts/show-charts.ts";
import { followGroups } from "./follow-group.ts";
import { showChannel } from "./incident-channel.ts";
import { makeChannels } from "./make-channel.ts";
import type { Outgoing } from "./outgoing.ts";
import { showPostmortems } from "./postmortem/show-postmortems.ts";
import { showReportCharts } from "./report-charts.ts";
import { sendNotices } from "./send-notices.ts";
import { sendPages } from "./send-pages.ts";
import { isFaulty, isUnreadable, settingApart, type Handler } from "./set-apart.ts";
import { showAnnouncements } from "./show-announcement.ts";
import { showCards } from "./show-cards.ts";
import { showPages } from "./show-pages.ts";
import { showTestPages } from "./show-test-page.ts";
import { showTopics } from "./show-topic.ts";
import { watchStorms } from "./storm.ts";
import { showOffers, tellChanges, tellUnmet } from "./tell-changes.ts";
import { watchSilence } from "./watch-silence.ts";

/** Lanes of pages: they have workers and a client of their own, never behind anything else. */
export const PAGE_LANES = ["page"] as const;

/** Lanes that look whether Slack rings for a page, on which a person's other ways may wait. */
export const RING_LANES = ["ring"] as const;

/** Lanes of everything else that Slack shows. */
export const SHOW_LANES = [
  "announce",
  "card",
  "channel",
  "chart",
  "create",
  "dm",
  "notice",
  "group",
  "topic",
  "postmortem",
] as const;

export function pageHandlers(out: Outgoing): Readonly<Record<string, Handler>> {
  const { engine } = out;
  return {
    page: settingApart(engine, (jobs, context) => sendPages(out, jobs, context), isUnreadable),
  };
}

export function ringHandlers(out: Outgoing): Readonly<Record<string, Handler>> {
  return { ring: settingApart(out.engine, (jobs) => watchSilence(out, jobs), isFaulty) };
}

export function showHandlers(out: Outgoing): Readonly<Record<string, Handler>> {
  function apart(handler: Handler): Handler {
    return settingApart(out.engine, handler, isFaulty);
  }
  return {
    announce: apart((jobs) => announce(out, jobs)),
    card: apart((jobs, context) => showCards(out, jobs, context)),
    chart: apart((jobs, context) => showCharts(out, jobs, context)),
    announcement: apart((jobs) => showAnnouncements(out, jobs)),
    storm: (jobs) => watchStorms(out, jobs),
    channel: apart((jobs) => showChannel(out, jobs)),
    create: apart((jobs, context) => makeChannels(out, jobs, context)),
    dm: apart((jobs, context) => showPages(out, jobs, context)),
    "test-page": apart((jobs) => showTestPages(out, jobs)),
    notice: apart((jobs, context) => sendNotices(out, jobs, context)),
    "report-charts": apart((jobs, context) => showReportCharts(out, jobs, context)),
    group: (jobs, context) => followGroups(out, jobs, context),
    topic: (jobs) => showTopics(out, jobs),
    postmortem: apart((jobs, context) => showPostmortems(out, jobs, context)),
    "change-notice": apart((jobs, context) => tellChanges(out, jobs, context)),
    "cover-offer": apart((jobs, context) => showOffers(out, jobs, context)),
    "cover-unmet": apart((jobs, context) => tellUnmet(out, jobs, context)),
  };
}
