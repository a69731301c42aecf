/** Reviews of pull requests: https://docs.github.com/rest/pulls/reviews */
import { z } from "zod";
import { notFound } from "../api-error.ts";
import { needs } from "../caller.ts";
import { dismissReview, submitReview } from "../operations/review.ts";
import type { Review } from "../records.ts";
import { renderReview } from "../render/pull.ts";
import { page } from "./page.ts";
import { pullIn } from "./pulls.ts";
import { ok, type RestRequest, type Route, repositoryRoutes } from "./route.ts";

const NewReview = z.object({
  commit_id: z.string().optional(),
  body: z.string().optional(),
  event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]).optional(),
});

const Dismissal = z.object({ message: z.string(), event: z.literal("DISMISS").optional() });

export const reviewRoutes: readonly Route[] = repositoryRoutes([
  [
    "GET",
    "/pulls/{pull_number}/reviews",
    needs.readPulls,
    (request) => {
      const { world, caller } = request.operation;
      const pull = pullIn(request);
      const visible = world.reviews
        .where("pullId", pull.id)
        .filter((review) => review.state !== "PENDING" || review.userId === caller.user.id);
      return page(request, visible, (review) => renderReview(request.site, pull, review));
    },
  ],
  [
    "POST",
    "/pulls/{pull_number}/reviews",
    needs.review,
    async (request) => {
      const pull = pullIn(request);
      const { commit_id: commitSha, body, event } = request.body(NewReview);
      return ok(
        renderReview(
          request.site,
          pull,
          await submitReview(request.operation, pull, { event, body, commitSha }),
        ),
      );
    },
  ],
  [
    "GET",
    "/pulls/{pull_number}/reviews/{review_id}",
    needs.readPulls,
    (request) => ok(renderReview(request.site, pullIn(request), reviewIn(request))),
  ],
  [
    "PUT",
    "/pulls/{pull_number}/reviews/{review_id}/dismissals",
    needs.dismissReview,
    (request) => {
      const pull = pullIn(request);
      const review = dismissReview(
        request.operation,
        pull,
        reviewIn(request),
        request.body(Dismissal).message,
      );
      return ok(renderReview(request.site, pull, review));
    },
  ],
]);

function reviewIn(request: RestRequest): Review {
  const review = request.operation.world.reviews.get(request.number("review_id"));
  if (review?.pullId !== pullIn(request).id) throw notFound();
  return review;
}
