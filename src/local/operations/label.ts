/** Labels of the repository: created, edited and deleted, by name without case. */
import { invalidField, notFound } from "../api-error.ts";
import { labelNamed } from "../find.ts";
import type { Label } from "../records.ts";
import type { Operation } from "./operation.ts";

export interface LabelInput {
  readonly name: string;
  readonly color?: string | undefined;
  readonly description?: string | null | undefined;
}

/** GitHub's colour for a label that was made by naming it. */
const defaultColor = "ededed";

/** 422 `already_exists` for a name that is there in any case. */
export function createLabel({ world, caller }: Operation, input: LabelInput): Label {
  checkLabel(input);
  if (labelNamed(world, input.name)) throw invalidField("Label", "name", "already_exists");
  const label = world.labels.insert({
    name: input.name,
    color: (input.color ?? defaultColor).toLowerCase(),
    description: input.description ?? null,
  });
  world.emit({ name: "label", action: "created", label, sender: caller.user });
  return label;
}

export function updateLabel({ world, caller }: Operation, name: string, input: Partial<LabelInput>): Label {
  const label = labelNamed(world, name);
  if (!label) throw notFound();
  const edited: Label = {
    ...label,
    name: input.name ?? label.name,
    color: (input.color ?? label.color).toLowerCase(),
    description: input.description === undefined ? label.description : input.description,
  };
  checkLabel(edited);
  const taken = labelNamed(world, edited.name);
  if (taken && taken.id !== label.id) throw invalidField("Label", "name", "already_exists");
  world.labels.put(edited);
  world.emit({ name: "label", action: "edited", label: edited, sender: caller.user });
  return edited;
}

/** Takes the label off every issue too; GitHub enters nothing in their timelines. */
export function deleteLabel({ world, caller }: Operation, name: string): void {
  const label = labelNamed(world, name);
  if (!label) throw notFound();
  for (const issue of world.issues.all()) {
    if (!issue.labelIds.includes(label.id)) continue;
    world.issues.put({ ...issue, labelIds: issue.labelIds.filter((id) => id !== label.id) });
  }
  world.labels.remove(label.id);
  world.emit({ name: "label", action: "deleted", label, sender: caller.user });
}

function checkLabel({ name, color, description }: LabelInput): void {
  if (name.trim() === "") throw invalidField("Label", "name", "missing_field");
  if (name.length > 50)
    throw invalidField("Label", "name", "custom", "name is too long (maximum is 50 characters)");
  if (color !== undefined && !/^[0-9a-fA-F]{6}$/.test(color)) throw invalidField("Label", "color", "invalid");
  if ((description?.length ?? 0) > 100)
    throw invalidField(
      "Label",
      "description",
      "custom",
      "description is too long (maximum is 100 characters)",
    );
}
