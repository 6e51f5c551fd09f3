import { describe, expect, it } from "vitest";
import { type Bench, errorOf, OPS, QUIET, workbench } from "#test/sandbox/workbench.ts";

// The smallest start of a PNG that carries a size: 3 by 2.
const PNG = Buffer.from("89504e470d0a1a0a0000000d494844520000000300000002", "hex");

async function reserve({ client }: Bench, more: object = {}): Promise<{ url: string; id: string }> {
  const file = { filename: "budget.png", length: PNG.length, ...more };
  const answer = await client.files.getUploadURLExternal(file);
  return { url: answer.upload_url ?? "", id: answer.file_id ?? "" };
}

async function upload(bench: Bench, more: object = {}): Promise<string> {
  const { url, id } = await reserve(bench, more);
  await fetch(url, { method: "POST", body: PNG });
  return id;
}

function image(id: string): object {
  return { type: "image", slack_file: { id }, alt_text: "72 % of the budget is left" };
}

describe("uploading", () => {
  it("takes raw bytes and answers how many", async () => {
    const bench = await workbench();
    const { url } = await reserve(bench);

    const answer = await fetch(url, { method: "POST", body: PNG });

    expect({ status: answer.status, text: await answer.text() }).toEqual({
      status: 200,
      text: `OK - ${PNG.length}`,
    });
  });

  it("works with the SDK's own upload and shares the file in the channel", async () => {
    const bench = await workbench();

    await bench.client.filesUploadV2({
      channel_id: OPS,
      file: PNG,
      filename: "budget.png",
      title: "Budget",
      initial_comment: "Look",
    });

    const { messages } = await bench.channel("ops");
    expect(messages).toMatchObject([
      { subtype: "file_share", text: "Look", files: [{ name: "budget.png", title: "Budget" }] },
    ]);
    const { files } = await bench.state();
    expect(files).toMatchObject([{ size: PNG.length, channels: [OPS] }]);
  });

  it("refuses an empty file and a long description", async () => {
    const bench = await workbench();

    expect(await errorOf(reserve(bench, { length: 0 }))).toBe("missing_argument");
    expect(await errorOf(reserve(bench, { alt_txt: "x".repeat(1001) }))).toBe("alt_txt_too_large");
  });

  it("is completed once, and only after the bytes came", async () => {
    const bench = await workbench();
    const { id: empty } = await reserve(bench);
    const id = await upload(bench);
    function complete(file: string): Promise<unknown> {
      return bench.client.files.completeUploadExternal({ files: [{ id: file }] });
    }

    expect(await errorOf(complete(empty))).toBe("file_not_found");
    expect(await errorOf(bench.client.files.info({ file: id }))).toBe("file_not_found");
    await complete(id);
    expect(await errorOf(complete(id))).toBe("file_not_found");
  });

  it("needs membership of the channel it is shared in", async () => {
    const bench = await workbench();
    const id = await upload(bench);
    const share = bench.client.files.completeUploadExternal({ files: [{ id }], channel_id: QUIET });

    expect(await errorOf(share)).toBe("not_in_channel");
  });

  it("loses the share, as Slack does, when a description came with the upload", async () => {
    const bench = await workbench();
    const id = await upload(bench, { alt_txt: "A chart" });

    await bench.client.files.completeUploadExternal({ files: [{ id }], channel_id: OPS });

    expect((await bench.channel("ops"))["messages"]).toEqual([]);
  });
});

describe("an uploaded image in a block", () => {
  it("is refused until the file is ready", async () => {
    const bench = await workbench({ fileDelayMs: 300 });
    const id = await upload(bench);
    await bench.client.files.completeUploadExternal({ files: [{ id }] });
    function post(): Promise<unknown> {
      return bench.client.apiCall("chat.postMessage", {
        channel: OPS,
        text: "Budget",
        blocks: [image(id)],
      });
    }

    const line = "invalid slack file [json-pointer:/blocks/0/slack_file]";
    await expect(post()).rejects.toMatchObject({
      data: { error: "invalid_blocks", errors: [line] },
    });
    expect((await bench.client.files.info({ file: id })).file).toMatchObject({ mimetype: "" });

    bench.clock.advance(300);
    expect((await bench.client.files.info({ file: id })).file).toMatchObject({
      mimetype: "image/png",
      original_w: 3,
      original_h: 2,
    });
    expect(await post()).toMatchObject({ ok: true });
  });

  it("must exist, wherever the block stands", async () => {
    const { client } = await workbench();

    const context = { type: "context", elements: [image("F0NOWHERE00")] };
    const refused = client.apiCall("chat.postMessage", {
      channel: OPS,
      text: "x",
      blocks: [context],
    });

    await expect(refused).rejects.toMatchObject({
      data: { errors: ["invalid slack file [json-pointer:/blocks/0/elements/0/slack_file]"] },
    });
  });

  it("can be fetched with the bot's token", async () => {
    const bench = await workbench();
    const id = await upload(bench);
    await bench.client.files.completeUploadExternal({ files: [{ id }] });
    const { file } = await bench.client.files.info({ file: id });

    const headers = { authorization: `Bearer ${bench.sandbox.botToken}` };
    const answer = await fetch(file?.url_private ?? "", { headers });

    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
  });
});

describe("files.list and files.delete", () => {
  it("forget a deleted file", async () => {
    const bench = await workbench();
    const id = await upload(bench);
    await bench.client.files.completeUploadExternal({ files: [{ id }] });

    expect((await bench.client.files.list({})).files).toMatchObject([{ id }]);
    await bench.client.files.delete({ file: id });

    expect((await bench.client.files.list({})).files).toEqual([]);
  });
});
