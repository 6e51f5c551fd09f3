/** A workspace with people of all kinds; muster.yaml names the same ids. */
export const WORKSPACE = {
  users: [
    { id: "U00000ANN", name: "ann", real_name: "Ann Arbor", tz: "Europe/London" },
    { id: "U00000BOB", name: "bob", real_name: "Bob Bell", tz: "America/New_York" },
    { id: "U00000EVE", name: "eve", real_name: "Eve Moss" },
    { id: "U000GUEST", name: "guest", real_name: "Gus Guest", is_restricted: true },
    { id: "U000ROBOT", name: "robot", real_name: "Rob Robot", is_bot: true },
    { id: "U0STRANGE", name: "stranger", real_name: "Sam Stranger", team: "T0000OTHER" },
    { id: "U00000OLD", name: "old", real_name: "Olga Old", deleted: true },
  ],
  channels: [
    { name: "general", members: ["ann", "bob", "eve"] },
    {
      name: "team-checkout",
      members: ["ann", "bob", "guest", "robot", "stranger"],
      bot: true,
    },
    { name: "fallback", members: ["eve"], bot: true },
  ],
};

export const PEOPLE = {
  ann: { name: "Ann", slack: "U00000ANN" },
  bob: { name: "Bob", slack: "U00000BOB" },
  eve: { name: "Eve", slack: "U00000EVE", admin: true },
};

/** Two people, one after the other, five minutes each; then the team's channel and Eve, every quarter of an hour. */
export const CONFIGURATION = {
  people: PEOPLE,
  teams: { checkout: { name: "Checkout", channel: "#team-checkout", members: ["ann", "bob"] } },
  services: {
    checkout: {
      name: "Checkout",
      team: "checkout",
      policy: "checkout",
      runbook: "latency",
      dashboards: [
        { title: "Checkout", url: "https://grafana.example/d/checkout?from={from}&to={to}" },
      ],
    },
  },
  policies: {
    checkout: {
      levels: [{ notify: [{ person: "ann" }] }, { notify: [{ person: "bob" }] }],
      repeat: { times: 0 },
    },
  },
  routes: { service: "checkout" },
  sources: { prod: { type: "alertmanager" } },
  publicUrl: "https://muster.example",
  slack: { channelsPerMinute: 6000 },
};

/** The same with other people on the levels of the policy. */
export function paging(...levels: readonly (readonly string[])[]): {
  policies: { checkout: { levels: object[]; repeat: { times: number } } };
} {
  const notify = levels.map((people) => ({ notify: people.map((person) => ({ person })) }));
  return { policies: { checkout: { levels: notify, repeat: { times: 0 } } } };
}
