import { describe, expect, it } from "vitest";
import { type Answer, type Bench, OPS, workbench } from "#test/sandbox/workbench.ts";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

async function upload({ client }: Bench, filename: string, content: string): Promise<string> {
  const file = Buffer.from(content);
  const uploaded = await client.files.uploadV2({ channel_id: OPS, file, filename });
  return (uploaded as Answer)["files"][0].files[0].id;
}

describe("an uploaded file in a browser", () => {
  it.each([
    ["graph.png", "image/png", "inline"],
    ["photo.JPG", "image/jpeg", "inline"],
    ["drawing.svg", "application/octet-stream", "attachment"],
    ["page.html", "application/octet-stream", "attachment"],
    ["notes.txt", "application/octet-stream", "attachment"],
  ])("%s comes as %s, %s", async (name, type, disposition) => {
    const bench = await workbench();
    const id = await upload(bench, name, SVG);

    const answer = await fetch(`${bench.sandbox.url}/_control/files/${id}`);

    expect(await answer.text()).toBe(SVG);
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-disposition")).toBe(
      `${disposition}; filename*=UTF-8''${name}`,
    );
  });

  it("keeps its name, whatever is in it", async () => {
    const bench = await workbench();
    const id = await upload(bench, `it's "é"\r\n(1).txt`, "x");

    const { headers } = await fetch(`${bench.sandbox.url}/_control/files/${id}`);

    expect(headers.get("content-disposition")).toBe(
      "attachment; filename*=UTF-8''it%27s%20%22%C3%A9%22%0D%0A%281%29.txt",
    );
  });

  it("is also where its permalink leads", async () => {
    const bench = await workbench();
    const id = await upload(bench, "graph.png", "picture");
    const { file } = await bench.client.files.info({ file: id });

    expect(await (await fetch(file?.permalink ?? "")).text()).toBe("picture");
  });

  it("is not there before its upload is complete", async () => {
    const bench = await workbench();
    const reserved = await bench.client.files.getUploadURLExternal({
      filename: "a.png",
      length: 1,
    });

    const answer = await fetch(`${bench.sandbox.url}/_control/files/${reserved.file_id}`);

    expect(answer.status).toBe(404);
  });
});
