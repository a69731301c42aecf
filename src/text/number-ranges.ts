/** Many numbers in few characters: `#3–#5, #9`. */

/** `numbers` ascending; at most `length` characters, the cut shown by an ellipsis. */
export function numberRanges(numbers: readonly number[], length: number): string {
  const parts: string[] = [];
  let used = 0;
  for (let index = 0; index < numbers.length; ) {
    const start = numbers[index] ?? 0;
    let end = start;
    for (index += 1; numbers[index] === end + 1; index += 1) end += 1;
    const part = start === end ? `#${start}` : `#${start}–#${end}`;
    used += part.length + 2;
    if (used > length) return `${[...parts, "…"].join(", ")}`;
    parts.push(part);
  }
  return parts.join(", ");
}
