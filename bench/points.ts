/** Bench `points`: what the snapshot query costs by GitHub's own formula, against the REST requests for the same facts. */
import { Kind, type OperationDefinitionNode, parse } from "graphql";
import { DEFAULT_LEDGER } from "../src/github/ask.ts";
import { interestOf } from "../src/github/interest.ts";
import { observeQuery } from "../src/github/observe-query.ts";
import { emptyLedger } from "../src/ledger/ledger.ts";
import type { Task } from "../src/ledger/task.ts";
import { operationCost } from "../src/local/graphql/cost.ts";
import { at, sha, taskOf } from "../test/support/observation.ts";
import type { Figure } from "./figure.ts";

export function benchPoints(): readonly Figure[] {
  return [figureOf("no open task", 0, 0, null), figureOf("100 issues and 50 pull requests", 100, 50, 8)];
}

function figureOf(what: string, issues: number, pulls: number, aim: number | null): Figure {
  return {
    what: `points of the snapshot query: ${what}`,
    measured: pointsOf(issues, pulls),
    detail: "points",
    aim,
    alternative: { what: "REST requests", number: restRequests(issues, pulls) },
  };
}

/** `issues` open tasks, of which `pulls` have a pull request that the ledger knows. */
function pointsOf(issues: number, pulls: number): number {
  const tasks = Array.from({ length: issues }, (_, index): [number, Task] => {
    const number = index + 1;
    return [number, taskOf(number, index < pulls ? { head: sha(number), pull: 1_000 + number } : {})];
  });
  const interest = interestOf({ ...emptyLedger, tasks: new Map(tasks) }, []);
  const since = { at: at(0).toISOString(), after: null };
  const { query, variables } = observeQuery({ owner: "mira", name: "shop" }, DEFAULT_LEDGER, {
    ...interest,
    since,
    standing: true,
  });
  const document = parse(query);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error("the snapshot query has no operation");
  return operationCost(document, operation, variables).points;
}

/**
 * The fewest REST requests that tell the same, pages of 100 being full: no search, no conditional request. Whether a
 * reviewer may push would take one more for each of them.
 */
function restRequests(issues: number, pulls: number): number {
  const standing = {
    repository: 1,
    defaultBranch: 1,
    config: 1,
    workflow: 1,
    labels: 1,
    ledgerBranch: 1,
    ledgerTree: 1,
    deskAndLastConfig: 2,
    changedIssues: 1,
  };
  const perIssue = { ledgerFile: 1, comments: 1, labelEvents: 1 };
  const perPull = { mergedBy: 1, reviews: 1, comments: 1, checkRuns: 1 };
  const lists = Math.ceil(issues / 100) + Math.ceil(pulls / 100);
  return sum(standing) + lists + issues * sum(perIssue) + pulls * sum(perPull);
}

function sum(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((total, part) => total + part, 0);
}
