/** A request that GitHub refuses, with the status and the words that GitHub uses for it. */
export interface FieldProblem {
  readonly resource: string;
  readonly field: string;
  /** `custom` carries a message; see https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api */
  readonly code:
    | "missing"
    | "missing_field"
    | "invalid"
    | "already_exists"
    | "unprocessable"
    | "too_large"
    | "custom";
  readonly message?: string;
}

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** GitHub lists either problems with fields or plain sentences. */
  readonly problems: readonly (FieldProblem | string)[];

  constructor(status: number, message: string, problems: readonly (FieldProblem | string)[] = []) {
    super(message);
    this.status = status;
    this.problems = problems;
  }
}

export function notFound(): ApiError {
  return new ApiError(404, "Not Found");
}

export function unprocessable(message: string): ApiError {
  return new ApiError(422, message);
}

/** 422 "Validation Failed", as GitHub answers for a wrong field. */
export function invalidField(
  resource: string,
  field: string,
  code: FieldProblem["code"],
  message?: string,
): ApiError {
  const problem: FieldProblem = { resource, field, code };
  return new ApiError(422, "Validation Failed", [message === undefined ? problem : { ...problem, message }]);
}
