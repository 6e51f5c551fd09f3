import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { z } from "zod";

const CHANNEL = "http.server.request.start";
const Started = z.object({
  request: z.object({ url: z.string(), headers: z.object({ host: z.string() }) }),
});

/** When the next request comes to a server of this process, such as a workspace, whose address begins so; as performance.now() has it. */
export function nextRequest(address: string): Promise<number> {
  return new Promise((resolve) => {
    function look(message: unknown): void {
      const at = performance.now();
      const { url, headers } = Started.parse(message).request;
      if (!`http://${headers.host}${url}`.startsWith(address)) return;
      unsubscribe(CHANNEL, look);
      resolve(at);
    }
    subscribe(CHANNEL, look);
  });
}
