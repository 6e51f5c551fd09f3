import { stormConfiguration } from "#test/support/storm.ts";

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
