/** Refusals as GitHub words them in JSON. */
import type { ApiError } from "../api-error.ts";

export function renderProblem(error: ApiError) {
  return {
    message: error.message,
    ...(error.problems.length > 0 ? { errors: error.problems } : {}),
    documentation_url: "https://docs.github.com/rest",
    status: String(error.status),
  };
}
