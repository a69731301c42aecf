import { expect, test } from "vitest";
import { remembering } from "../../src/domain/remembering.ts";

test("each text is computed once, until more texts came than are kept", () => {
  const computed: string[] = [];
  const shout = remembering(2, (text) => {
    computed.push(text);
    return text.toUpperCase();
  });
  expect(["a", "b", "a", "b"].map(shout)).toEqual(["A", "B", "A", "B"]);
  expect(computed).toEqual(["a", "b"]);
  expect(["c", "a", "c"].map(shout)).toEqual(["C", "A", "C"]);
  expect(computed).toEqual(["a", "b", "c", "a"]);
});
