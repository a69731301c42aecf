/** One line of the benchmark: a count or a ratio, never a time, so that it says the same on every machine. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  /** What the number is made of, or its unit. */
  readonly detail: string;
  /** The most that the number should be; null where there is nothing to aim at. */
  readonly aim: number | null;
  /** What another way of doing the same would take. */
  readonly alternative: { readonly what: string; readonly number: number } | null;
}

/** How many times more the alternative takes; null when there is none. */
export function ratioOf({ measured, alternative }: Figure): number | null {
  return alternative && measured > 0 ? alternative.number / measured : null;
}

export function missed({ measured, aim }: Figure): boolean {
  return aim !== null && measured > aim;
}

const heads = ["what", "measured", "aim", "alternative", "ratio"] as const;

/** The figures as a Markdown table, padded so that it also reads well in a terminal. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => rowOf(figure));
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function rowOf(figure: Figure): readonly string[] {
  const { what, measured, detail, aim, alternative } = figure;
  const ratio = ratioOf(figure);
  return [
    what,
    `${rounded(measured)} ${detail}`,
    aim === null ? "" : `≤ ${aim}${missed(figure) ? ", missed" : ""}`,
    alternative ? `${rounded(alternative.number)} ${alternative.what}` : "",
    ratio === null ? "" : `${rounded(ratio)} ×`,
  ];
}

function rounded(number: number): string {
  return String(Math.round(number * 10) / 10);
}
