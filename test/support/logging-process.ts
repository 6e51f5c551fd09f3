import { z } from "zod";
import { createLogOutput } from "#telemetry/log-output.ts";

/** A program for tests: writes the lines that it is told to standard output as the log is written, and then ends or not. */
const Order = z.object({
  lines: z.array(z.string()),
  end: z.enum(["at once", "once settled", "not yet"]),
});

const output = createLogOutput(process.stdout.fd, (lines) => output.write(`${lines} lost\n`));
process.on("exit", output.finish);
process.on("message", (message) => {
  const { lines, end } = Order.parse(message);
  for (const line of lines) output.write(`${line}\n`);
  if (end === "at once") process.exit(3);
  process.send?.("written");
  if (end === "once settled") void output.settled().then(() => process.exit(3));
});
