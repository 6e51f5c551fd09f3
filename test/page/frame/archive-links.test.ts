import { expect, it } from "vitest";
import { archivePath, archivePlace } from "#sandbox/page/frame/archive-links.ts";

it.each([
  ["/archives/C1", { channel: "C1" }],
  ["/archives/C1/p1795232898412000", { channel: "C1", ts: "1795232898.412000" }],
  [
    "/archives/C1/p1795232898412000?thread_ts=1795232000.000100&cid=C1",
    { channel: "C1", ts: "1795232898.412000", thread: "1795232000.000100" },
  ],
])("reads and writes %s", (path, place) => {
  expect(archivePlace(new URL(path, "http://127.0.0.1"))).toEqual({ at: "channel", ...place });
  expect(archivePath(place)).toBe(path);
});

it.each(["/", "/archives/", "/archives/C1/p17", "/other/C1"])("is no place: %s", (path) => {
  expect(archivePlace(new URL(path, "http://127.0.0.1"))).toBeNull();
});
