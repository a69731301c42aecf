/** HTML as the views make it: hono's `html` escapes every value that is not HTML itself. */
import type { HtmlEscapedString } from "hono/utils/html";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
