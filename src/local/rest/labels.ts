/** The repository's labels: https://docs.github.com/rest/issues/labels */
import { z } from "zod";
import { notFound } from "../api-error.ts";
import { needs } from "../caller.ts";
import { labelNamed } from "../find.ts";
import { createLabel, deleteLabel, updateLabel } from "../operations/label.ts";
import { renderLabel } from "../render/issue.ts";
import { page } from "./page.ts";
import { created, noContent, ok, type Route, repositoryRoutes } from "./route.ts";

const NewLabel = z.object({
  name: z.string(),
  color: z.string().optional(),
  description: z.string().nullish(),
});

const LabelEdit = z.object({
  new_name: z.string().optional(),
  color: z.string().optional(),
  description: z.string().nullish(),
});

export const labelRoutes: readonly Route[] = repositoryRoutes([
  [
    "GET",
    "/labels",
    needs.readIssues,
    (request) =>
      page(request, request.operation.world.labels.all(), (label) => renderLabel(request.site, label)),
  ],
  [
    "POST",
    "/labels",
    needs.manageLabels,
    ({ site, operation, body }) => created(renderLabel(site, createLabel(operation, body(NewLabel)))),
  ],
  [
    "GET",
    "/labels/{name}",
    needs.readIssues,
    ({ site, operation, path }) => {
      const label = labelNamed(operation.world, path("name"));
      if (!label) throw notFound();
      return ok(renderLabel(site, label));
    },
  ],
  [
    "PATCH",
    "/labels/{name}",
    needs.manageLabels,
    ({ site, operation, path, body }) => {
      const { new_name: name, color, description } = body(LabelEdit);
      return ok(
        renderLabel(
          site,
          updateLabel(operation, path("name"), {
            ...(name === undefined ? {} : { name }),
            color,
            description,
          }),
        ),
      );
    },
  ],
  [
    "DELETE",
    "/labels/{name}",
    needs.manageLabels,
    ({ operation, path }) => {
      deleteLabel(operation, path("name"));
      return noContent;
    },
  ],
]);
