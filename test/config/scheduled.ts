/** A schedule in Berlin's office hours, and one around the clock. */
export const CONFIGURATION = {
  people: {
    ann: { name: "Ann", email: "ann@example.com", admin: true },
    ben: { name: "Ben", email: "ben@example.com" },
    cleo: { name: "Cleo", email: "cleo@example.com" },
  },
  teams: { shop: { name: "Shop", channel: "#shop" } },
  schedules: {
    days: {
      name: "Days",
      team: "shop",
      timezone: "Europe/Berlin",
      layers: [
        {
          anchor: "2026-01-05T09:00",
          every: { n: 1, unit: "weeks" },
          members: ["ann", "ben"],
          windows: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
        },
      ],
      coverage: { windows: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }] },
      fallback: { schedule: "always" },
    },
    always: {
      name: "Always",
      team: "shop",
      timezone: "UTC",
      layers: [
        { anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members: ["ben", "ann"] },
      ],
    },
  },
  services: { api: { name: "API", team: "shop", policy: "usual" } },
  policies: { usual: { levels: [{ notify: [{ schedule: "days" }] }] } },
  routes: { service: "api" },
  sources: {},
};
