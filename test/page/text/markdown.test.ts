import { describe, expect, it } from "vitest";
import { markdownHtml } from "#sandbox/page/text/markdown-html.ts";

const OUT = 'class="link" target="_blank" rel="noopener noreferrer"';

describe("markdownHtml", () => {
  it.each([
    [
      "**b** __b__ *i* _i_ ~~s~~ `c`",
      "<p><strong>b</strong> <strong>b</strong> <em>i</em> <em>i</em> <s>s</s> <code>c</code></p>",
    ],
    ["## Title", '<p class="markdown-heading">Title</p>'],
    ["a\nb", "<p>a<br>\nb</p>"],
    ["[x](https://e.com)", `<p><a href="https://e.com" ${OUT}>x</a></p>`],
    ["https://e.com", `<p><a href="https://e.com" ${OUT}>https://e.com</a></p>`],
    ["![a & b](https://e.com/i.png)", `<p><a href="https://e.com/i.png" ${OUT}>a &amp; b</a></p>`],
    ["![](https://e.com/i.png)", `<p><a href="https://e.com/i.png" ${OUT}>image</a></p>`],
    ["[![in](https://e.com/i.png)](https://e.com)", `<p><a href="https://e.com" ${OUT}>in</a></p>`],
    ["[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"],
    ["[x](/api/reset) [y](#z)", "<p>[x](/api/reset) [y](#z)</p>"],
    ["![x](data:image/png;base64,AA)", "<p>![x](data:image/png;base64,AA)</p>"],
    ["<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"],
    ["<@U1> &lt;!channel&gt;", "<p>&lt;@U1&gt; &lt;!channel&gt;</p>"],
    ["`:tada:` :nobody:", "<p><code>:tada:</code> :nobody:</p>"],
    [
      ":tada:",
      '<p><span class="emoji" role="img" aria-label=":tada:" title=":tada:">🎉</span></p>',
    ],
    ["```js\na < b\n```", '<pre><code class="language-js">a &lt; b\n</code></pre>'],
    ["\\*a\\*", "<p>*a*</p>"],
  ])("makes of %j", (text, html) => {
    expect(markdownHtml(text).trim()).toBe(html);
  });

  it("draws the boxes of a task list", () => {
    const html = markdownHtml("- [ ] open\n- [x] **done**\n- [y] neither");

    expect(html).toContain('<li class="markdown-task">☐ open</li>');
    expect(html).toContain('<li class="markdown-task">☑ <strong>done</strong></li>');
    expect(html).toContain("<li>[y] neither</li>");
  });

  it("draws tables without styles in attributes, which the page's policy forbids", () => {
    const html = markdownHtml("| a | b |\n|:-:|--:|\n| 1 | 2 |");

    expect(html).toContain('<th data-align="center">a</th>');
    expect(html).toContain('<td data-align="right">2</td>');
    expect(html).not.toContain("style=");
  });
});
