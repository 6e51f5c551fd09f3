import type { Page } from "playwright-core";
import { unsafeLinks } from "./workspace.ts";

/** Whatever of these runs sets a name on the window that nothing else sets. */
const RUN = "self.ran=1";

/** Answers what has run so far. */
export type Tripwire = () => Promise<readonly string[]>;

/** Ways in that are known: markup, addresses that are programs, templates, unclosed tags, what turns a line round. */
export const PAYLOADS = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}"><animate onbegin="${RUN}"/></svg>`,
  `<a href="javascript:${RUN}">press</a>`,
  `<javascript:${RUN}|press>`,
  `<data:text/html,<script>${RUN}</script>|press>`,
  `[press](javascript:${RUN})`,
  `![picture](data:image/svg+xml,<svg/onload=${RUN}>)`,
  `javascript:${RUN}`,
  `\${${RUN}} {{${RUN}}} {${RUN}}`,
  `"'><iframe srcdoc="<script>parent.${RUN}</script>">`,
  `</textarea></title></style><style>*{display:none}</style>`,
  "<b><i unclosed",
  "\u202Egnp.exe\u2066 \u200B\u200D",
  "&lt;!channel&gt; &lt;@U0ANNA00001&gt; &lt;script&gt;",
] as const;

/** All of them as one text, with a word that nothing can break. */
export const HOSTILE = `${PAYLOADS.join(" ")} ${"W".repeat(5000)}`;

/** Without the long word, for what is limited to some hundred characters. */
export const SHORT = '<img src=x onerror="self.ran=1">';

/** For titles: 24 characters are all they may have. */
export const TINY = "<svg onload=self.ran=1>";

/** What hostile text has done: run, opened something, brought elements or links with it, called somebody. */
export async function harm(page: Page, ran: Tripwire): Promise<readonly string[]> {
  const mentions = await page.locator(".mention").allTextContents();
  const called = mentions.filter((name) =>
    /^@(?:channel|here|everyone|anna|U0ANNA00001)$/.test(name),
  );
  return [...(await ran()), ...(await strangers(page)), ...(await unsafeLinks(page)), ...called];
}

/** Elements and attributes that only hostile text could have brought in. */
function strangers(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const unknown =
      "script, iframe, object, embed, svg, math, style, link, meta, base, video, audio";
    const elements = [...document.body.querySelectorAll("*")];
    const own = ["/avatars/", "/_control/files/"];
    return elements
      .filter((element) => {
        const handlers = element.getAttributeNames().filter((name) => /^on|^srcdoc$/i.test(name));
        const source = element instanceof HTMLImageElement ? new URL(element.src) : null;
        const isForeign =
          source !== null &&
          (source.origin !== location.origin ||
            !own.some((start) => source.pathname.startsWith(start)));
        return element.matches(unknown) || handlers.length > 0 || isForeign;
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 200));
  });
}

const tripwires = new WeakMap<Page, Tripwire>();

/** What has run of all that should not: it would have set a name, or opened a dialogue or a window. */
export function tripwire(page: Page): Tripwire {
  const known = tripwires.get(page) ?? stretch(page);
  tripwires.set(page, known);
  return known;
}

function stretch(page: Page): Tripwire {
  const opened: string[] = [];
  page.on("dialog", (dialog) => {
    opened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.context().on("page", (other) => opened.push(`window: ${other.url()}`));
  return async () => {
    const ran = await page.evaluate(() => "ran" in globalThis);
    return ran ? [...opened, "a payload ran"] : opened;
  };
}
