/**
 * Text that somebody else wrote. HTML comes already cleaned by the server; it is shown inside a shadow root, so that its styles
 * cannot reach the page nor the page's reach it, clipped to its box, with links that open in a new tab and know nothing of us.
 */
import { useLayoutEffect, useRef } from "react";

const css = `
:host { display: block; contain: content; overflow-x: auto; color: inherit; font: inherit; }
* { max-width: 100%; box-sizing: border-box; position: static !important; }
:first-child { margin-top: 0; } :last-child { margin-bottom: 0; }
p, ul, ol, pre, blockquote, table { margin: 0 0 0.75em; }
h1, h2, h3, h4, h5, h6 { font-size: 1.05em; margin: 1em 0 0.4em; }
ul, ol { padding-left: 1.4em; }
a { color: var(--mantine-color-anchor); text-decoration: underline; text-underline-offset: 2px; overflow-wrap: anywhere; }
a:focus-visible { outline: 2px solid var(--pf-accent); outline-offset: 2px; border-radius: 2px; }
img { height: auto; border-radius: 4px; }
blockquote { padding-left: 0.9em; border-left: 3px solid var(--pf-line-strong); color: var(--mantine-color-dimmed); margin-left: 0; }
pre, code { font-family: var(--mantine-font-family-monospace); font-size: 0.92em; }
pre { white-space: pre-wrap; padding: 0.6em 0.8em; border-radius: 6px; background: var(--pf-hover); }
table { border-collapse: collapse; } td, th { border: 1px solid var(--pf-line-strong); padding: 4px 8px; text-align: left; vertical-align: top; }
hr { border: 0; border-top: 1px solid var(--pf-line-strong); }
summary { width: fit-content; margin: 0 0 0.75em; padding: 4px 10px; border-radius: 6px; background: var(--pf-hover); color: var(--mantine-color-dimmed);
  font-size: 0.875em; cursor: pointer; }
summary:focus-visible { outline: 2px solid var(--pf-accent); outline-offset: 2px; }
`;
let sheet: CSSStyleSheet | undefined;
function sharedSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

type Given = {
  html: string;
  /** Gives the address of a picture by what stands in `src`; null leaves the picture out. Only `data:` pictures are kept without it. */
  pictureAddress?: (source: string) => string | null;
  /** Read out for pictures that bring no description of their own. */
  pictureText?: string;
  /** "Quoted text": with it, long quotations are folded away behind these words. */
  quoteText?: string;
};

/** Shorter quotations are a question that is being answered. */
const isLong = (quote: Element): boolean => quote.textContent.trim().length >= 160 || quote.childElementCount >= 4;

function foldQuotes(content: HTMLElement, words: string): void {
  for (const quote of content.querySelectorAll("blockquote")) {
    const isEverything = quote.textContent.trim() === content.textContent.trim();
    if (quote.closest("details") !== null || !isLong(quote) || isEverything) continue;
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = words;
    quote.replaceWith(details);
    details.append(summary, quote);
  }
}

export function Prose({ html, pictureAddress, pictureText = "", quoteText }: Given) {
  const host = useRef<HTMLDivElement>(null);
  // Before anything is painted: a message that appears late would push the ones below it.
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sharedSheet()];
    // A document of its own: nothing is loaded or run before it has been gone through.
    const content = new DOMParser().parseFromString(html, "text/html").body;
    for (const one of content.querySelectorAll("script, style, link, meta, base, iframe, object, embed, form, input, button, svg, math, template"))
      one.remove();
    for (const one of content.querySelectorAll("*")) {
      for (const { name } of [...one.attributes]) if (/^on|^(style|class|id|srcset|background|bgcolor|color|face)$/i.test(name)) one.removeAttribute(name);
    }
    for (const link of content.querySelectorAll("a")) {
      if (!/^(https?:|mailto:|tel:)/i.test(link.getAttribute("href") ?? "")) link.removeAttribute("href");
      link.target = "_blank";
      link.rel = "noopener noreferrer nofollow";
    }
    for (const picture of content.querySelectorAll("img")) {
      const source = picture.getAttribute("src") ?? "";
      const address = /^data:image\/(png|jpe?g|gif|webp);/i.test(source) ? source : (pictureAddress?.(source) ?? null);
      if (address === null) picture.remove();
      else {
        picture.src = address;
        picture.loading = "lazy";
        if (!picture.hasAttribute("alt")) picture.alt = pictureText;
      }
    }
    if (quoteText !== undefined) foldQuotes(content, quoteText);
    root.replaceChildren(...content.childNodes);
  }, [html, pictureAddress, pictureText, quoteText]);
  return <div ref={host} />;
}
