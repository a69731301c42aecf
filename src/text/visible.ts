/** Words as a reader sees them: what nobody sees must tell an agent nothing. */
import { plain } from "./markdown.ts";

/**
 * Whole emoji, which may hold such characters, or characters that show nothing: zero width, direction, tags, variation selectors,
 * fillers, private use, halves of a pair, the empty Braille pattern. Scripts that join letters with them lose the joining only.
 * https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const EMOJI_OR_UNSEEN = /(\p{RGI_Emoji})|[\p{Default_Ignorable_Code_Point}\p{Co}\p{Cs}\u2800\uFFF9-\uFFFB]/gv;

/** One line of it. */
export function visible(text: string): string {
  return plain(text.replace(EMOJI_OR_UNSEEN, "$1"));
}
