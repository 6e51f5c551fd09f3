import { describe, expect, it } from "vitest";
import { INCIDENT, notice, testNotice } from "#test/support/notices.ts";
import { mailHtml, mailText } from "#ways/mail-body.ts";
import { readPhoneNumber, maskPhoneNumber } from "#ways/phone-number.ts";
import { countSegments } from "#ways/segments.ts";
import { smsText } from "#ways/sms-text.ts";
import { spokenPage } from "#ways/speech.ts";
import { askForKey, sayGoodbye, textBack } from "#ways/twiml.ts";
import { WAYS } from "#ways/ways.ts";

const HOSTILE = `<img src="https://evil.example/x.png"> & 'quotes' "more"`;

function titled(title: string): ReturnType<typeof notice> {
  return notice({ incident: { ...INCIDENT, title } });
}

describe("a mail", () => {
  it("says what is wrong, how to acknowledge, and where to look", () => {
    const others = [{ ...INCIDENT, id: 13, name: "INC-13", title: "Disk is full" }];

    expect(mailText(notice({ others })).split("\n\n").slice(0, 7)).toEqual([
      "[SEV1] Checkout answers every second request with 500 · INC-12 and 1 more",
      "Checkout: you are paged (level 1).",
      "Acknowledge: https://muster.example/acknowledge/tok_3nQb8Xw1vK5rT9yZc2Md7Ls4Hf6Jg0Pa",
      "Runbook: https://muster.example/runbooks/errors",
      "Dashboard: https://grafana.example/d/checkout?from=1&to=now",
      "All that is known: https://muster.example/incidents/12",
      "Acknowledged with it:\n- INC-13 · SEV1 · Disk is full",
    ]);
  });

  it("counts those that are too many to name", () => {
    const many = notice({ others: [{ ...INCIDENT, name: "INC-13" }], unnamed: 178 });

    expect(mailText(many)).toContain("· INC-12 and 179 more");
    expect(mailText(many)).toMatch(/- INC-13 · SEV1 · .*\n- 178 more/);
    expect(mailHtml(many)).toContain("<li>178 more</li>");
    expect(smsText(many)).toContain("(INC-12 and 179 more)");
    expect(spokenPage(many)).toMatch(/Incident 12 and 179 more\.$/);
  });

  it("sends to Slack when nobody outside can reach Muster", () => {
    const text = mailText(notice({ acknowledgeUrl: null }));

    expect(text).toContain("Acknowledge it in Slack.");
    expect(text).not.toContain("do not pass this mail on");
  });

  it("says that it may be the second", () => {
    expect(mailText(notice({ mayBeDouble: true }))).toContain("You may have had this mail before");
  });

  it("shows what comes from alerts as text, and loads nothing", () => {
    const html = mailHtml(titled(HOSTILE));

    expect(html).not.toMatch(/<img|<script|<link|@import|url\(/i);
    expect(html).toContain("&lt;img src=&quot;https://evil.example/x.png&quot;&gt;");
  });

  it("says of a test page that nothing is wrong", () => {
    expect(mailText(testNotice())).toMatch(
      /^\[Test\] A test page from Muster\n\nNothing is wrong\./,
    );
    expect(mailHtml(testNotice())).toContain(">Acknowledge</a>");
  });
});

describe("a text message", () => {
  it("says everything that one needs half asleep", () => {
    expect(smsText(notice())).toBe(
      "SEV1 Checkout: Checkout answers every second request with 500 (INC-12). " +
        "Reply A to acknowledge, E to escalate, or open https://muster.example/acknowledge/tok_3nQb8Xw1vK5rT9yZc2Md7Ls4Hf6Jg0Pa",
    );
  });

  it.each([
    ["a long title", "latency ".repeat(18)],
    ["typography", "“Latency” — p99 … 3 × 100 ms ".repeat(5)],
    ["another script", "決済サービスが応答しません".repeat(10)],
    ["pictures", "🔥".repeat(75)],
    ["brackets, which count twice", "{[~^|]}".repeat(21)],
  ])("fits into two with %s", (_, title) => {
    const others = [INCIDENT, INCIDENT];
    const text = smsText(notice({ incident: { ...INCIDENT, title }, others }));

    expect(countSegments(text)).toBeLessThanOrEqual(2);
    expect(text).toContain("(INC-12 and 2 more)");
    expect(text).toContain("Reply A ALL or A 12 to acknowledge, E 12 to escalate");
  });

  it("fits into two with pictures everywhere", () => {
    const [title, service] = ["🔥".repeat(75), "🧯".repeat(80)];
    const incident = { ...INCIDENT, id: 123_456, name: "INC-123456", title, service };

    expect(countSegments(smsText(notice({ incident, others: [incident] })))).toBe(2);
  });

  it("keeps a long name of a service from pushing out the title", () => {
    const incident = { ...INCIDENT, service: "支払い".repeat(20), title: "支払いできません" };

    expect(smsText(notice({ incident }))).toContain("支払いできません");
  });

  it("sends to Slack when no answer can reach Muster", () => {
    expect(smsText(notice({ acknowledgeUrl: null }))).toMatch(
      /\(INC-12\)\. Acknowledge it in Slack\.$/,
    );
  });

  it("says also of an incident that cannot be read that something is wrong", () => {
    const text = "Muster: Something is wrong, and Muster cannot read what: look in Slack. Reply A";

    expect(smsText(notice({ incident: null }))).toContain(text);
  });

  it("says of a test page that nothing is wrong", () => {
    expect(smsText(testNotice())).toMatch(/^Muster test page: nothing is wrong\. Reply A/);
  });

  it.each([
    ["", 1],
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["a".repeat(306), 2],
    ["a".repeat(307), 3],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    ["ж".repeat(70), 1],
    ["ж".repeat(71), 2],
    ["ж".repeat(135), 3],
    ["🔥".repeat(35), 1],
    ["🔥".repeat(36), 2],
  ])("of %j is sent as %i", (text, segments) => {
    expect(countSegments(text)).toBe(segments);
  });
});

describe("a call", () => {
  it("says what is wrong in words that can be spoken", () => {
    expect(
      spokenPage(titled("HighLatency on pod/checkout-7c9f: p99>3s at 97% https://x.example/y")),
    ).toBe(
      "This is Muster. SEV 1. Checkout: High Latency on pod checkout 7c9f p99 3s at 97 percent. Incident 12.",
    );
    expect(spokenPage(notice({ others: [INCIDENT] }))).toMatch(/Incident 12 and 1 more\.$/);
    expect(spokenPage(testNotice())).toBe("This is a test page from Muster. Nothing is wrong.");
  });

  it("asks twice for one key and says that none is no answer", async () => {
    const twiml = await askForKey("Help.", "https://muster.example/hooks/twilio/voice?token=a&b=c");

    expect(twiml.match(/<Gather [^>]*numDigits="1"/g)).toHaveLength(2);
    expect(twiml).toContain('action="https://muster.example/hooks/twilio/voice?token=a&amp;b=c"');
    expect(twiml).toContain(
      "<Say>Help. Press 4 to acknowledge, 5 to escalate, or star to hear it again.</Say>",
    );
    expect(twiml).toMatch(/nobody has acknowledged. Goodbye.<\/Say><\/Response>$/);
  });

  it("asks for no key when none can reach Muster", async () => {
    const twiml = await askForKey("Help.", null);

    expect(twiml).not.toContain("Gather");
    expect(twiml).toContain("Help. Acknowledge it in Slack.");
  });

  it.each([
    ["a call", () => sayGoodbye("</Say><Dial>+1900</Dial>")],
    ["a text message", () => textBack("</Message><Redirect>x</Redirect>")],
  ])("lets nothing that is said become a command of %s", async (_, write) => {
    expect(await write()).not.toMatch(/<(Dial|Redirect)/);
  });
});

describe("a phone number", () => {
  it.each([
    ["+49 30 123456", "+4930123456"],
    ["0049 (30) 12-34.56", "+4930123456"],
    [" +1/555/010/0199 ", "+15550100199"],
  ])("is read from %j", (typed, address) => {
    expect(readPhoneNumber(typed)).toEqual({ ok: true, address });
  });

  it.each(["", "030 123456", "+0 123456789", "+49 30", "+49 30 12x4567", "+1234567890123456"])(
    "is not %j",
    (typed) => {
      expect(readPhoneNumber(typed)).toMatchObject({ ok: false });
    },
  );

  it("is shown so that nobody else can call it", () => {
    expect(maskPhoneNumber("+4930123456")).toBe("+49 … 56");
  });
});

it.each([
  ["mail", "ann@example.com", "a…@example.com"],
  ["webhook", "https://pager.example/hook?key=secret", "https://pager.example/…"],
])("an address for %s is stored as it is and shown masked", (kind, typed, masked) => {
  const way = WAYS.find((one) => one.kind === kind);

  expect(way?.readAddress(` ${typed} `)).toEqual({ ok: true, address: typed });
  expect(way?.mask(typed)).toBe(masked);
});

it.each([
  ["mail", "ann"],
  ["mail", "ann@example.com, bob@example.com"],
  ["mail", "ann@example.com\r\nBcc: bob@example.com"],
  ["webhook", "pager.example/hook"],
  ["webhook", "ftp://pager.example/hook"],
  ["webhook", "https://ann:secret@pager.example/hook"],
  ["webhook", "https://"],
  ["webhook", `https://pager.example/${"ü".repeat(400)}`],
])("no address for %s is %j", (kind, typed) => {
  const way = WAYS.find((one) => one.kind === kind);

  expect(way?.readAddress(typed)).toMatchObject({ ok: false });
});
