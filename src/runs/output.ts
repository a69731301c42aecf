/** What a process prints: handed on line by line, its end kept for a summary; both bounded, whatever is printed. */
const LINE_LIMIT = 8 * 2 ** 10;
const TAIL_LIMIT = 64 * 2 ** 10;

export interface Output {
  /** Takes the next piece of one stream. */
  push(piece: string): void;
  /** Hands on what is left without a line end. */
  end(): void;
}

/** The last 64 Ki characters of all streams together. */
export interface Tail {
  add(line: string): void;
  /** The last `count` lines. */
  lines(count: number): string;
}

/** Splits one stream into lines; a longer line than 8 Ki characters is handed on in pieces. */
export function lineOutput(onLine: (line: string) => void): Output {
  let rest = "";
  return {
    push: (piece) => {
      const lines = `${rest}${piece}`.split(/\r?\n/);
      rest = lines.pop() ?? "";
      for (const line of lines) for (const part of parts(line)) onLine(part);
      const [last = "", ...full] = parts(rest).reverse();
      for (const part of full.reverse()) onLine(part);
      rest = last;
    },
    end: () => {
      if (rest !== "") onLine(rest);
      rest = "";
    },
  };
}

export function outputTail(): Tail {
  const kept: string[] = [];
  let size = 0;
  return {
    add: (line) => {
      kept.push(line);
      size += line.length + 1;
      while (size > TAIL_LIMIT) size -= (kept.shift()?.length ?? 0) + 1;
    },
    lines: (count) => kept.slice(-count).join("\n"),
  };
}

function parts(line: string): string[] {
  if (line.length <= LINE_LIMIT) return [line];
  return Array.from({ length: Math.ceil(line.length / LINE_LIMIT) }, (_, index) =>
    line.slice(index * LINE_LIMIT, (index + 1) * LINE_LIMIT),
  );
}
