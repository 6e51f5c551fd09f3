import { z } from "zod";
import { createLogOutput } from "#telemetry/log-output.ts";

/** A program for tests: writes the lines that it is told to standard output as the log is written, and then ends or not. */
const Order = z.object({ lines: z.array(z.string()), ends: z.boolean() });

const output = createLogOutput(process.stdout, (lines) => output.write(`${lines} lost\n`));
process.on("exit", output.finish);
process.on("message", (message) => {
  const { lines, ends } = Order.parse(message);
  for (const line of lines) output.write(`${line}\n`);
  process.send?.("written");
  if (ends) process.exit(3);
});
