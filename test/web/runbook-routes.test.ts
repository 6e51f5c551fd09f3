import { expect, it } from "vitest";
import { startHookServer } from "#test/support/hook-server.ts";
import { runbookRoutes } from "#web/runbook-routes.ts";

it.each([
  ["/runbooks", "/runbooks"],
  ["/runbooks/", "/runbooks/"],
  ["/runbooks/disk-filling", "/runbooks/disk-filling"],
  ["/runbooks/disk-filling?from=slack", "/runbooks/disk-filling"],
  ["/runbooks/$&", "/runbooks/$&"],
  ["/runbooks/..%2Fetc", "/runbooks/../etc"],
])("asks for the page of %s", async (path, asked) => {
  const routes = runbookRoutes((page) => ({
    status: 200,
    headers: { "Content-Type": "text/html", "X-Kept": "yes" },
    body: `<p>${page}</p>`,
  }));
  const server = await startHookServer({ routes });

  const response = await fetch(server.url + path);

  expect(await response.text()).toBe(`<p>${asked}</p>`);
  expect(response.headers.get("x-kept")).toBe("yes");
});

it("answers 404 when there is no such page, and to deeper paths", async () => {
  const server = await startHookServer({ routes: runbookRoutes(() => null) });

  const answers = await Promise.all(
    ["/runbooks/unknown", "/runbooks/a/b"].map((path) => fetch(server.url + path)),
  );

  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
});

it("answers HEAD as GET, without the page", async () => {
  const page = { status: 200, headers: {}, body: "hello" };
  const server = await startHookServer({ routes: runbookRoutes(() => page) });

  const response = await fetch(`${server.url}/runbooks`, { method: "HEAD" });

  expect(response.status).toBe(200);
  expect(response.headers.get("content-length")).toBe("5");
  expect(await response.text()).toBe("");
});
