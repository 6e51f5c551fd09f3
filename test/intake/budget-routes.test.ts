import { describe, expect, it, onTestFinished } from "vitest";
import { type BudgetState, budgetRoutes } from "#intake/budget-routes.ts";
import { startServer } from "#intake/server.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";

const STATE: BudgetState = {
  id: "checkout-answers",
  service: "checkout",
  name: "answers",
  description: "Requests are answered.",
  objective: 99.9,
  window: "30d",
  burn: 14,
  remaining: -0.02,
  secondsUntilGone: null,
  readAt: "2026-11-20T10:00:00.000Z",
  error: null,
  freeze: {
    state: "frozen",
    frozen: true,
    since: "2026-11-20T09:00:00.000Z",
    exceptions: ["P0 fixes"],
  },
};

async function serve(): Promise<string> {
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    routes: budgetRoutes(async () => [STATE]),
    log: createLogger({ level: "silent" }),
    metrics: createMetrics(),
  });
  onTestFinished(() => server.stop());
  return `http://127.0.0.1:${server.port}`;
}

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch((await serve()) + path);
  return { status: response.status, body: await response.json() };
}

describe("error budgets by HTTP", () => {
  it("are listed, and shown one by one", async () => {
    expect(await get("/slos")).toEqual({ status: 200, body: { slos: [STATE] } });
    expect(await get("/slos/checkout-answers")).toEqual({ status: 200, body: STATE });
  });

  it("tell a gate whether it may deploy, and since when not", async () => {
    const { id, freeze, readAt, error } = STATE;

    expect((await get("/slos/checkout-answers/freeze")).body).toEqual({
      id,
      ...freeze,
      readAt,
      error,
    });
  });

  it("say which there are when one is asked for that is none", async () => {
    expect(await get("/slos/nothing/freeze")).toEqual({
      status: 404,
      body: { error: "There is no objective nothing. GET /slos lists them." },
    });
  });
});
