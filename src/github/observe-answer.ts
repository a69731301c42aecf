/** The shape of the observe query's answer: only what is asked for, as https://docs.github.com/en/graphql/reference says. */
import { z } from "zod";

const ActorFacts = z
  .object({ __typename: z.string(), login: z.string(), databaseId: z.int().nullish() })
  .nullable();
export type ActorFacts = z.infer<typeof ActorFacts>;

const BlobFacts = z.object({
  oid: z.string(),
  text: z.string().nullable(),
  isTruncated: z.boolean(),
  isBinary: z.boolean().nullable(),
});
export type BlobFacts = z.infer<typeof BlobFacts>;

/** An object that is no blob (a folder, a submodule) has none of a blob's fields. */
const FileObject = z.union([BlobFacts, z.object({}).transform(() => "no blob" as const)]).nullable();

/** A file of a commit. */
const BlobFile = z.object({ mode: z.int().optional(), object: FileObject }).nullable();
export type BlobFile = z.infer<typeof BlobFile>;

export const CommentFacts = z.object({
  id: z.string(),
  databaseId: z.int(),
  body: z.string(),
  createdAt: z.string(),
  lastEditedAt: z.string().nullable(),
  isMinimized: z.boolean(),
  author: ActorFacts,
  reactionGroups: z.array(z.object({ viewerHasReacted: z.boolean() })).nullable(),
});
export type CommentFacts = z.infer<typeof CommentFacts>;

export const CommentsFacts = z.object({
  pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }),
  nodes: z.array(CommentFacts),
});
export type CommentsFacts = z.infer<typeof CommentsFacts>;

const LabelEventFacts = z.object({
  __typename: z.enum(["LabeledEvent", "UnlabeledEvent"]),
  createdAt: z.string(),
  label: z.object({ name: z.string() }),
  actor: ActorFacts,
});

export const IssueFacts = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  body: z.string(),
  state: z.enum(["OPEN", "CLOSED"]),
  stateReason: z.string().nullable(),
  locked: z.boolean(),
  isPinned: z.boolean().nullish(),
  updatedAt: z.string(),
  author: ActorFacts,
  labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }),
  comments: CommentsFacts,
  timelineItems: z.object({ nodes: z.array(LabelEventFacts) }),
});
export type IssueFacts = z.infer<typeof IssueFacts>;

const CheckFacts = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  title: z.string().nullable(),
  summary: z.string().nullable(),
  externalId: z.string().nullable(),
  startedAt: z.string().nullable(),
  checkSuite: z.object({ app: z.object({ slug: z.string() }).nullable() }),
});
export type CheckFacts = z.infer<typeof CheckFacts>;

/** A commit status, which is no check run, has none of a check run's fields. */
const ContextsFacts = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(z.union([CheckFacts, z.object({ __typename: z.literal("StatusContext") })])),
});
export type ContextsFacts = z.infer<typeof ContextsFacts>;
export const Rollup = z.object({ contexts: ContextsFacts });

/** The pull requests that a commit is in; many more than those that it is the head of. */
export const Offers = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean() }),
  nodes: z.array(
    z.object({
      number: z.int(),
      state: z.enum(["OPEN", "CLOSED", "MERGED"]),
      headRefOid: z.string(),
      headRefName: z.string(),
      baseRefName: z.string(),
      isCrossRepository: z.boolean(),
    }),
  ),
});
export type Offers = z.infer<typeof Offers>;

export const ReviewsFacts = z.object({
  pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }),
  nodes: z.array(
    z.object({
      state: z.string(),
      submittedAt: z.string().nullable(),
      authorCanPushToRepository: z.boolean(),
      commit: z.object({ oid: z.string() }).nullable(),
      author: ActorFacts,
    }),
  ),
});
export type ReviewsFacts = z.infer<typeof ReviewsFacts>;

export const PullFacts = z.object({
  id: z.string(),
  number: z.int(),
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  isDraft: z.boolean(),
  title: z.string(),
  body: z.string(),
  author: ActorFacts,
  headRefName: z.string(),
  headRefOid: z.string(),
  isCrossRepository: z.boolean(),
  baseRefName: z.string(),
  baseRefOid: z.string(),
  mergedBy: ActorFacts,
  mergeCommit: z.object({ oid: z.string() }).nullable(),
  reviews: ReviewsFacts,
  comments: CommentsFacts,
  headRef: z
    .object({
      target: z
        .object({
          oid: z.string(),
          statusCheckRollup: Rollup.nullish(),
          associatedPullRequests: Offers.nullish(),
        })
        .nullable(),
    })
    .nullable(),
});
export type PullFacts = z.infer<typeof PullFacts>;

const NamedId = z.object({ id: z.string(), name: z.string() });

export const StandingFacts = z.object({
  defaultBranchRef: z
    .object({
      name: z.string(),
      target: z.object({
        oid: z.string(),
        config: BlobFile,
        workflow: z.object({ type: z.string() }).nullable(),
      }),
    })
    .nullable(),
  ledger: z
    .object({
      target: z.object({
        oid: z.string(),
        desk: BlobFile,
        lastConfig: BlobFile,
        tasks: z
          .object({
            object: z
              .object({ entries: z.array(z.object({ name: z.string(), object: FileObject })) })
              .nullable(),
          })
          .nullable(),
      }),
    })
    .nullable(),
  statusLabels: z.object({ nodes: z.array(NamedId) }),
  agentLabels: z.object({ nodes: z.array(NamedId) }),
  blockerLabels: z.object({ nodes: z.array(NamedId) }),
  priorityLabels: z.object({ nodes: z.array(NamedId) }),
  waitedForLabels: z.object({ nodes: z.array(NamedId) }),
  hold: NamedId.nullable(),
  queue: z
    .object({
      nodes: z.array(
        z.object({
          name: z.string(),
          target: z
            .object({
              oid: z.string(),
              tree: z.object({ oid: z.string() }).optional(),
              statusCheckRollup: Rollup.nullish(),
            })
            .nullable(),
        }),
      ),
    })
    .nullish(),
});
export type StandingFacts = z.infer<typeof StandingFacts>;

export const RecentFacts = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(IssueFacts),
});

export const Answer = z.object({
  viewer: z.object({ login: z.string(), databaseId: z.int().nullable() }),
  repository: z.object({ id: z.string() }).catchall(z.unknown()).nullable(),
});
export const TipFacts = z.object({ target: z.object({ oid: z.string() }).nullable() }).nullable();
export const PullsFacts = z.object({ nodes: z.array(PullFacts) });
