/** Which new paths collide with another one, by case or by look. */
// R30
import { expect, test } from "vitest";
import { collisionsIn } from "../../src/scope/collisions.ts";

/** `сор`, `а` and the like are Cyrillic throughout: nothing in such a segment mixes scripts. */
test.each([
  ["a folder in Cyrillic beside its double", ["src/api/cop/a.js"], ["src/api/сор/b.js"], "src/api/cop"],
  ["a file in Cyrillic beside its double", ["a.js"], ["а.js"], "a.js"],
  ["a double in capitals", ["BOT.md"], ["ВОТ.md"], "BOT.md"],
  ["a double in another case", ["src/bot"], ["src/ВОТ"], "src/bot"],
  ["letters that only look much alike", ["key.ts"], ["кеу.ts"], "key.ts"],
  ["Greek letters", ["src/poo"], ["src/ροο"], "src/poo"],
  ["an ASCII name beside a double that is there", ["сор/a"], ["cop/b"], "сор"],
  ["two that are no ASCII", ["ас"], ["αϲ"], "ас"],
  ["an invisible character", ["ас"], ["а\u200bс"], "ас"],
])("P4: %s is found", (_what, before, added, other) => {
  expect(collisionsIn(before, [...before, ...added])).toEqual([
    { path: added[0], with: other, as: expect.stringMatching(/^(?:look-alike|case)$/) },
  ]);
});

test("P4: two new ones that look alike are both found", () => {
  expect(collisionsIn([], ["a.js", "а.js"])).toEqual([
    { path: "a.js", with: "а.js", as: "look-alike" },
    { path: "а.js", with: "a.js", as: "look-alike" },
  ]);
});

test("P4: a path that is swapped for its double is found; a double that is put right is not", () => {
  expect(collisionsIn(["src/cop/a.js"], ["src/сор/a.js"])).toEqual([
    { path: "src/сор/a.js", with: "src/cop/a.js", as: "look-alike" },
  ]);
  expect(collisionsIn(["src/сор/a.js"], ["src/cop/a.js"])).toEqual([]);
  expect(collisionsIn(["src/сор/a.js"], ["src/cop/a.js", "кино.md"])).toEqual([]);
});

test.each([
  ["a word of another script that looks like none here", ["src/cop"], ["src/кино"]],
  ["two words of one language", ["документы/мир.md"], ["документы/мор.md"]],
  ["letters that a Ukrainian tells apart", ["мое"], ["моє"]],
  ["ASCII names that look alike", ["I1.ts", "modern.ts"], ["ll.ts", "modem.ts"]],
  ["the same beside a letter of another script", ["größeI"], ["größel"]],
  ["an accent", ["cafe.md"], ["café.md"]],
  ["the same name in another folder", ["lib/cop"], ["src/сор"]],
  ["more in a folder that looked like another before", ["cop/a", "сор/a"], []],
])("P4: %s is no collision", (_what, before, added) => {
  expect(collisionsIn(before, [...before, ...added])).toEqual([]);
});

test("P4: more below a double that was there before is no fault of the change", () => {
  expect(collisionsIn(["cop/a", "сор/a"], ["cop/a", "сор/a", "сор/b"])).toEqual([]);
});
