import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { pingSwitch } from "#app/ping-switch.ts";

const GOING = new AbortController().signal;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it does not listen");
  return `http://127.0.0.1:${address.port}/secret-ping`;
}

it("asks for the address of the switch, once", async () => {
  const asked: (string | undefined)[] = [];
  const url = await serve(({ method, url: path }, response) => {
    asked.push(method, path);
    response.end("OK");
  });

  await pingSwitch(url, GOING);

  expect(asked).toEqual(["GET", "/secret-ping"]);
});

it("follows no redirect, and says what to do", async () => {
  let asked = 0;
  const url = await serve((_, response) => {
    asked += 1;
    response.writeHead(302, { Location: "/elsewhere" }).end();
  });

  await expect(pingSwitch(url, GOING)).rejects.toThrow(
    "it redirects (302); set the address that it redirects to",
  );
  expect(asked).toBe(1);
});

it("fails when it is refused", async () => {
  const url = await serve((_, response) => void response.writeHead(404).end());

  await expect(pingSwitch(url, GOING)).rejects.toThrow("it answered 404");
});

it("gives up when it is to stop", async () => {
  const leaving = new AbortController();
  const url = await serve(() => leaving.abort());

  await expect(pingSwitch(url, leaving.signal)).rejects.toThrow("it did not answer in time");
});

it.each([
  ["is not set", null],
  ["is none", "secret-ping"],
  ["is of a file", "file:///secret-ping"],
])("says what is wrong, without the address, when it %s", async (_, address) => {
  const failure = await pingSwitch(address, GOING).catch(String);

  expect(failure).toBe("Error: its address is not set, or is none of http or https");
});

it("says why it reaches nobody, without the address", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  server.close();
  await once(server, "close");

  const failure = await pingSwitch(`http://127.0.0.1:${port}/secret-ping`, GOING).catch(String);

  expect(failure).toBe("Error: it cannot be reached (ECONNREFUSED)");
});
