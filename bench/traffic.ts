/** Signalbox's own requests, counted by kind. */
import type { ClientOptions } from "../src/github/client.ts";

export type SentRequest = Parameters<NonNullable<ClientOptions["onRequest"]>>[0];

export interface Traffic {
  readonly queries: number;
  /** GraphQL mutations other than ledger commits. */
  readonly mutations: number;
  readonly ledgerCommits: number;
  readonly restReads: number;
  readonly restWrites: number;
}

export const noTraffic: Traffic = {
  queries: 0,
  mutations: 0,
  ledgerCommits: 0,
  restReads: 0,
  restWrites: 0,
};

export function trafficOf(sent: readonly SentRequest[]): Traffic {
  const count = (of: (request: SentRequest) => boolean) => sent.filter(of).length;
  return {
    queries: count(({ operation, kind }) => operation !== null && kind === "read"),
    mutations: count(
      ({ operation, kind }) => operation !== null && operation !== "Record" && kind === "write",
    ),
    ledgerCommits: count(({ operation }) => operation === "Record"),
    restReads: count(({ operation, kind }) => operation === null && kind === "read"),
    restWrites: count(({ operation, kind }) => operation === null && kind === "write"),
  };
}

export function writesOf({ mutations, ledgerCommits, restWrites }: Traffic): number {
  return mutations + ledgerCommits + restWrites;
}

export function requestsOf(traffic: Traffic): number {
  return traffic.queries + traffic.restReads + writesOf(traffic);
}

export function trafficText({ queries, mutations, ledgerCommits, restReads, restWrites }: Traffic): string {
  const parts = [
    [queries, "GraphQL query"],
    [mutations, "GraphQL mutation"],
    [ledgerCommits, "ledger commit"],
    [restReads, "REST read"],
    [restWrites, "REST write"],
  ] as const;
  return parts.flatMap(([number, kind]) => (number === 0 ? [] : [`${number} ${kind}`])).join(" + ") || "none";
}
