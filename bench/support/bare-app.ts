import { App, type BlockAction, LogLevel } from "@slack/bolt";

/** The least that can answer a press: it acknowledges, and writes the message anew. Run as a program of its own. */
const [slackApiUrl = "", token = "", appToken = ""] = process.argv.slice(2);
const app = new App({
  token,
  appToken,
  socketMode: true,
  clientOptions: { slackApiUrl },
  logLevel: LogLevel.ERROR,
});
app.action<BlockAction>("acknowledge", async ({ ack, body, client }) => {
  await ack();
  const { channel, message } = body;
  if (channel === undefined || message === undefined) return;
  const text = `Acknowledged by <@${body.user.id}>`;
  await client.chat.update({ channel: channel.id, ts: message.ts, text, blocks: [] });
});
await app.start();
process.stdout.write("ready\n");
