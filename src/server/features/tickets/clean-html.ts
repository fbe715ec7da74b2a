/** HTML of messages made harmless: no script, no style that reaches outside, no picture from elsewhere (it would tell the sender who reads). */
import sanitizeHtml from "sanitize-html";
import type { AttachmentRow } from "./article-queries.ts";

const TAGS = [
  ...["p", "div", "span", "br", "hr", "b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "blockquote", "pre", "code", "ul", "ol", "li"],
  ...["h1", "h2", "h3", "h4", "h5", "h6", "a", "img", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "dl", "dt", "dd"],
];

/** Only pictures that are attachments of the same message are shown, by `cid:`. */
export function cleanHtml(html: string, attachments: readonly AttachmentRow[], attachmentPath: (attachmentId: string) => string): string {
  const byContentId = new Map(
    attachments.filter((attachment) => attachment.content_id !== "").map((attachment) => [plainId(attachment.content_id), attachment.attachment_id]),
  );
  return sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: {
      a: ["href", "title", "rel", "target"],
      img: ["src", "alt", "width", "height"],
      td: ["colspan", "rowspan"],
      th: ["colspan", "rowspan"],
      ol: ["start"],
    },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowProtocolRelative: false,
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: "noopener noreferrer nofollow", target: "_blank" } }),
      img: (tagName, attribs) => {
        const id = /^cid:(.+)$/i.exec(attribs["src"] ?? "")?.[1];
        const attachmentId = id && byContentId.get(plainId(decodeId(id)));
        const { src: _, ...rest } = attribs;
        return { tagName, attribs: attachmentId ? { ...rest, src: attachmentPath(attachmentId) } : rest };
      },
    },
    exclusiveFilter: (frame) => frame.tag === "img" && !frame.attribs["src"],
  });
}

const plainId = (contentId: string): string => contentId.replace(/^<|>$/g, "").toLowerCase();

function decodeId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
