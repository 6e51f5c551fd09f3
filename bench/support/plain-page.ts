import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { z } from "zod";

export type PlainPage = {
  readonly url: string;
  /** One more paragraph, also in the windows that are open. */
  readonly add: (text: string) => void;
};

const Address = z.object({ port: z.number() });

/** The least that a page of messages could be: paragraphs, the newest in view, and more of them by server-sent events. */
export async function startPlainPage(texts: readonly string[]): Promise<PlainPage> {
  const all = [...texts];
  let html = pageOf(all);
  const windows = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (request.url !== "/changes") {
      response.setHeader("content-type", "text/html; charset=utf-8").end(html);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    windows.add(response);
    response.once("close", () => windows.delete(response));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${Address.parse(server.address()).port}/`,
    add: (text) => {
      all.push(text);
      for (const window of windows) window.write(`data: ${JSON.stringify(text)}\n\n`);
      html = pageOf(all);
    },
  };
}

function pageOf(texts: readonly string[]): string {
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Messages</title><main>
${texts.map((text) => `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`).join("\n")}
</main><script>
const main = document.querySelector("main");
main.lastElementChild.scrollIntoView();
new EventSource("/changes").onmessage = ({ data }) => {
  const paragraph = document.createElement("p");
  paragraph.textContent = JSON.parse(data);
  main.append(paragraph);
  paragraph.scrollIntoView();
};
</script>`;
}
