import { createServer } from "node:http";
import { z } from "zod";

/**
 * A program with counters that Prometheus can scrape, which goes on from where its history ended. What it is told is
 * how many requests a second it answers from now on, and how many of them well.
 */
const Orders = z.object({ good: z.coerce.number(), bad: z.coerce.number() });

const counted = Orders.parse(process.env);
let rate = { good: 0, bad: 0 };
let since = performance.now();

const server = createServer((request, response) => {
  const address = new URL(request.url ?? "/", "http://127.0.0.1");
  count();
  if (address.pathname === "/metrics") response.end(exposed());
  else {
    rate = Orders.parse(Object.fromEntries(address.searchParams));
    response.end(JSON.stringify(counted));
  }
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${JSON.stringify(server.address())}\n`);
});

/** What came since it was last asked. */
function count(): void {
  const now = performance.now();
  counted.good += Math.round((rate.good * (now - since)) / 1000);
  counted.bad += Math.round((rate.bad * (now - since)) / 1000);
  since = now;
}

function exposed(): string {
  return [
    "# TYPE http_requests_total counter",
    `http_requests_total{code="200"} ${counted.good}`,
    `http_requests_total{code="500"} ${counted.bad}`,
    "",
  ].join("\n");
}
