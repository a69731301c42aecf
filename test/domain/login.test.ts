/** R49: the person's login and the repository's name, from what Git and the folder are called. */
import { expect, test } from "vitest";
import { githubLogin, githubName } from "../../src/domain/login.ts";

test.each([
  ["Noor Al-Saïd", "noor-al-said"],
  ["  mira  ", "mira"],
  ["x".repeat(60), "x".repeat(39)],
  [`${"x".repeat(38)} y`, "x".repeat(38)],
  ["李", null],
  ["", null],
])("%j becomes the login %j", (name, login) => {
  expect(githubLogin(name)).toBe(login);
});

test.each([
  ["shop", "shop"],
  ["my shop (2)", "my-shop-2-"],
  ["...", "repository"],
  ["", "repository"],
])("the folder %j becomes the repository %j", (folder, name) => {
  expect(githubName(folder)).toBe(name);
});
