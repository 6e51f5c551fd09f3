import { stormConfiguration } from "#test/support/storm.ts";
import type { Arriving } from "./tap.ts";

/** One person is paged for each alert, in a message of its own while it is calm. */
export function pagingAnn(slack: object): object {
  return {
    ...stormConfiguration(slack),
    policies: {
      checkout: {
        levels: [{ notify: [{ person: "ann" }], delay: "PT1H" }],
        repeat: { times: 0 },
      },
    },
    routes: { service: "checkout", groupBy: ["alertname", "shard"] },
  };
}

/** Whether a call pages for such an alert: what is written to a person, and not into a channel. */
export function isPageOf(alertname: string): (call: Arriving) => boolean {
  return ({ method, body }) =>
    method === "chat.postMessage" &&
    body.includes(alertname) &&
    /^[UD]/.test(new URLSearchParams(body).get("channel") ?? "");
}
