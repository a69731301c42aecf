/** GitHub's limits on what people write: titles of 256 characters, bodies of 65,536. */
import { invalidField } from "../api-error.ts";

const bodyLimit = 65_536;
const titleLimit = 256;

export function checkBody(resource: string, body: string | null | undefined): void {
  if ((body?.length ?? 0) > bodyLimit)
    throw invalidField(resource, "body", "custom", `body is too long (maximum is ${bodyLimit} characters)`);
}

export function checkTitle(resource: string, title: string | undefined): void {
  if (title === undefined) return;
  if (title.trim() === "") throw invalidField(resource, "title", "missing_field");
  if (title.length > titleLimit)
    throw invalidField(
      resource,
      "title",
      "custom",
      `title is too long (maximum is ${titleLimit} characters)`,
    );
}
