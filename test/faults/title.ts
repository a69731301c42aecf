/** Titles of tests that show rows of the fault matrix: `E2: …`, or `E2 E4: …` for several; a suite's name may stand before it. */

const ROWS = /(?:^| )((?:[A-Z]+-?[0-9]+ )*[A-Z]+-?[0-9]+): /;

/** The rows that a title begins with; empty for any other title. */
export function rowsOf(title: string): readonly string[] {
  return ROWS.exec(title)?.[1]?.split(" ") ?? [];
}

/** Matches the titles of one row; without a row, those of any. */
export function titlePattern(row: string | null): RegExp {
  const any = "[A-Z]+-?[0-9]+";
  return row === null
    ? new RegExp(`(?:^| )(?:${any} )*${any}: `)
    : new RegExp(`(?:^| )(?:${any} )*(?:${row})(?: ${any})*: `);
}
