import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { WebClient } from "@slack/web-api";
import { Pool } from "pg";
import { z } from "zod";

const Webhook = z.object({
  alerts: z.tuple([z.object({ labels: z.object({ alertname: z.string() }) })]),
});

/** The least that can page: keeps the webhook as one row, posts one message, answers. Run as a program of its own. */
const [connectionString = "", slackApiUrl = "", token = ""] = process.argv.slice(2);
const pool = new Pool({ connectionString, max: 10 });
const slack = new WebClient(token, { slackApiUrl });

async function page(body: Buffer): Promise<void> {
  await pool.query("insert into bare_page (body) values ($1)", [body]);
  const { alerts } = Webhook.parse(JSON.parse(body.toString()));
  await slack.chat.postMessage({ channel: "#team-checkout", text: alerts[0].labels.alertname });
}

const server = createServer((request, response) => {
  void buffer(request)
    .then(page)
    .then(() => response.end());
}).listen(0, "127.0.0.1", () => {
  process.stdout.write(`${JSON.stringify(server.address())}\n`);
});
