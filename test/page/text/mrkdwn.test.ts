import { describe, expect, it } from "vitest";
import type { MrkdwnNode } from "#sandbox/page/text/mrkdwn-node.ts";
import { parseMrkdwn } from "#sandbox/page/text/parse-mrkdwn.ts";

describe("marks", () => {
  it.each([
    ["*bold* _italic_ ~strike~", "[b bold] [i italic] [s strike]"],
    ["*_x_* _*x*_ *~_x_~*", "[b [i x]] [i [b x]] [b [s [i x]]]"],
    ["*a _b_ c*", "[b a [i b] c]"],
    ['(*a*) "*b*" *c*, *d*.', '([b a]) "[b b]" [b c], [b d].'],
    ["a * b * c", "a * b * c"],
    ["2*3*4", "2*3*4"],
    ["snake_case_names and __init__", "snake_case_names and __init__"],
    ["_snake_case_name_", "[i snake_case_name]"],
    ["*not closed", "*not closed"],
    ["not opened*", "not opened*"],
    ["**x**", "**x**"],
    ["*a *b*", "*a [b b]"],
    ["*a _b* c_", "[b a _b] c_"],
    ["*a\nb*", "*a\nb*"],
    ["* a*", "* a*"],
    ["*a *", "*a *"],
    ["a*b*c", "a*b*c"],
    ["これは*太字*です", "これは*太字*です"],
    ["a\u200B*b*\u200Bc", "a\u200B[b b]\u200Bc"],
    ["•  one\n•  two", "•  one\n•  two"],
    ["# no heading\n[x](https://e.com/)", "# no heading\n[x]([a https://e.com/ https://e.com/])"],
  ])("reads %j as %j", (text, meaning) => {
    expect(drawn(parseMrkdwn(text))).toBe(meaning);
  });

  // Posted to Slack by others, Y became bold: https://github.com/pocka/slack-message-parser/issues/34
  it("closes bold before the same characters as Slack", () => {
    const text = String.raw`*Y*~ *N*${"`"} *Y*! *N*@ *Y*# *Y*$ *Y*% *Y*^ *N*& *N** *N*( *Y*) *N*_ *Y*- *Y*+ *Y*= *Y*{ *Y*} *Y*[ *Y*] *N*| *N*\ *Y*; *Y*: *Y*' *Y*" *N*< *Y*, *N*> *Y*. *Y*? *Y*/ *Y*`;

    expect(drawn(parseMrkdwn(text))).toBe(text.replaceAll("*Y*", "[b Y]"));
  });
});

describe("code", () => {
  it.each([
    ["`a *b* <@U1> :tada: https://e.com &lt;b&gt;`", "[c a *b* <@U1> :tada: https://e.com <b>]"],
    ["*`a*b`*", "[b [c a*b]]"],
    ["a`b`c ``", "a`b`c ``"],
    ["`a\nb`", "`a\nb`"],
    ["```a *b*```", "[pre a *b*]"],
    ["x\n```\na\n  b\n```\ny", "x[pre a\n  b]y"],
    ["``` ```", "``` ```"],
    ["```not closed *b*", "```not closed [b b]"],
    ["```js\n&gt; x```", "[pre js\n> x]"],
  ])("reads %j as %j", (text, meaning) => {
    expect(drawn(parseMrkdwn(text))).toBe(meaning);
  });
});

describe("quotes", () => {
  it.each([
    ["&gt; a\n&gt;b\nc", "[q a\nb]c"],
    ["> a", "[q a]"],
    ["a\n&gt; *b*\n\nc", "a[q [b b]]\nc"],
    ["a &gt; b", "a > b"],
    ["a\n&gt;&gt;&gt; b\n\nc", "a[q b\n\nc]"],
    ["&gt; a ```b\nc``` d\ne", "[q a [pre b\nc] d]e"],
  ])("reads %j as %j", (text, meaning) => {
    expect(drawn(parseMrkdwn(text))).toBe(meaning);
  });
});

describe("what stands in angle brackets", () => {
  it.each([
    ["<@U1> <@W2|ann>", "[user U1] [user W2 ann]"],
    ["<#C1> <#C1|ops> <#C1|>", "[channel C1] [channel C1 ops] [channel C1]"],
    ["<!subteam^S1> <!subteam^S1|@sre>", "[usergroup S1] [usergroup S1 @sre]"],
    ["<!here> <!channel> <!everyone> <!here|here>", "[@here] [@channel] [@everyone] [@here]"],
    ["<https://e.com/?a=1&amp;b=2>", "[a https://e.com/?a=1&b=2 https://e.com/?a=1&b=2]"],
    ["<https://e.com|*a* :tada: &amp; b>", "[a https://e.com [b a] :tada: & b]"],
    ["<https://e.com|https://evil.com>", "[a https://e.com https://evil.com]"],
    ["<mailto:a@e.com|Ann> <mailto:a@e.com>", "[a mailto:a@e.com Ann] [a mailto:a@e.com a@e.com]"],
    ["*<https://e.com|x>*", "[b [a https://e.com x]]"],
    ["<!date^1^{date} at {time}|then>", "[date 1 {date} at {time} then]"],
    ["<!date^1^{date}^https://e.com|then>", "[date 1 {date} then https://e.com]"],
    ["<!date^1^{date}^javascript:alert(1)|then>", "[date 1 {date} then]"],
  ])("reads %j as %j", (text, meaning) => {
    expect(drawn(parseMrkdwn(text))).toBe(meaning);
  });

  it.each([
    ["&lt;!channel&gt; &lt;@U1&gt;", "<!channel> <@U1>"],
    ["&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"],
    [
      "<javascript:alert(1)|x> <JaVaScRiPt:alert(1)>",
      "<javascript:alert(1)|x> <JaVaScRiPt:alert(1)>",
    ],
    [
      "<data:text/html,x|y> <vbscript:x> <file:///etc>",
      "<data:text/html,x|y> <vbscript:x> <file:///etc>",
    ],
    [
      "<java\tscript:x|y> < https://e.com|x>",
      "<java\tscript:x|y> < [a https://e.com https://e.com]|x>",
    ],
    ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["<@u1> <@U1;DROP> <#general> <!nobody> <>", "<@u1> <@U1;DROP> <#general> <!nobody> <>"],
    ["<!date^x^{date}|then>", "<!date^x^{date}|then>"],
    ["<https://e.com\n|x>", "<[a https://e.com https://e.com]\n|x>"],
    ["&quot;&#39;&nbsp;", "&quot;&#39;&nbsp;"],
  ])("leaves %j as text", (text, meaning) => {
    expect(drawn(parseMrkdwn(text))).toBe(meaning);
  });

  it("takes the innermost of nested brackets", () => {
    expect(drawn(parseMrkdwn("<<<@U1>>>"))).toBe("<<[user U1]>>");
  });
});

describe("addresses that nobody marked", () => {
  it.each([
    ["see https://e.com/a_b_c.", "see [a https://e.com/a_b_c https://e.com/a_b_c]."],
    ["(https://e.com/a)", "([a https://e.com/a https://e.com/a])"],
    ["https://e.com/a_(b)!", "[a https://e.com/a_(b) https://e.com/a_(b)]!"],
    ["*https://e.com*", "[b [a https://e.com https://e.com]]"],
    ["&lt;https://e.com&gt;", "<[a https://e.com https://e.com]>"],
    ["https://e.com?a&amp;b", "[a https://e.com?a&b https://e.com?a&b]"],
    ["www.e.com", "[a http://www.e.com www.e.com]"],
    [
      "mail a.b+c@e.com, _d@e.com_",
      "mail [a mailto:a.b+c@e.com a.b+c@e.com], [i [a mailto:d@e.com d@e.com]]",
    ],
    [
      "javascript:alert(1) ftp://e.com xhttps://e.com a@b",
      "javascript:alert(1) ftp://e.com xhttps://e.com a@b",
    ],
  ])("links those of %j", (text, meaning) => {
    expect(drawn(parseMrkdwn(text))).toBe(meaning);
  });

  it("leaves them alone in a verbatim text, where marked links still work", () => {
    const nodes = parseMrkdwn("https://e.com a@e.com <https://e.com|x>", true);

    expect(drawn(nodes)).toBe("https://e.com a@e.com [a https://e.com x]");
  });
});

describe("emoji", () => {
  it.each([
    [":wave: :+1: :wave::skin-tone-2:", ":wave: :+1: :wave::skin-tone-2:", 3],
    [":nobody_knows: 12:30:45", ":nobody_knows: 12:30:45", 0],
    [":nobody:tada:", ":nobody:tada:", 1],
    ["_:white_check_mark:_", "[i :white_check_mark:]", 0],
    ["a:tada:b", "a:tada:b", 1],
  ])("finds those of %j", (text, meaning, count) => {
    const nodes = parseMrkdwn(text);

    expect(drawn(nodes)).toBe(meaning);
    expect(nodes.filter(({ kind }) => kind === "emoji")).toHaveLength(count);
  });
});

function drawn(nodes: readonly MrkdwnNode[]): string {
  return nodes.map(drawnNode).join("");
}

const SIGNS = { bold: "b", italic: "i", strike: "s", quote: "q", code: "c", pre: "pre" } as const;

function drawnNode(node: MrkdwnNode): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "emoji":
      return `:${node.name}:`;
    case "bold":
    case "italic":
    case "strike":
    case "quote":
      return `[${SIGNS[node.kind]} ${drawn(node.nodes)}]`;
    case "code":
    case "pre":
      return `[${SIGNS[node.kind]} ${node.text}]`;
    case "link":
      return `[a ${node.href} ${drawn(node.nodes)}]`;
    case "broadcast":
      return `[@${node.range}]`;
    case "date":
      return `[date ${[node.unix, node.tokens, node.fallback, node.link].filter(Boolean).join(" ")}]`;
    case "user":
    case "channel":
    case "usergroup":
      return `[${[node.kind, node.id, node.label].filter(Boolean).join(" ")}]`;
  }
}
