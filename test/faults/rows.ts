/** The rows of the fault matrix that this version answers for: what fails, and what must hold nevertheless. Tests are titled by them. */
export interface Row {
  readonly id: string;
  readonly fault: string;
  readonly promise: string;
}

export const rows: readonly Row[] = [
  {
    id: "W1",
    fault: "A webhook with a bad, missing, short or foreign signature, or without its headers",
    promise: "is refused with a 4xx, hints at nothing, and the process lives",
  },
  {
    id: "W2",
    fault: "The webhook secret is unset, empty, `development` or too short",
    promise: "the server refuses to start and says why",
  },
  {
    id: "W3",
    fault: "A body of more than 25 MiB, or one that never ends",
    promise: "is refused before it is buffered; memory stays bounded",
  },
  {
    id: "W4",
    fault: "GitHub's API is down or slow while webhooks arrive",
    promise: "each delivery is acknowledged at once; what it hinted at is looked at later",
  },
  {
    id: "W5",
    fault: "A delivery comes again, with the same GUID or another, up to fifty times",
    promise: "same final state, not one write more",
  },
  {
    id: "W6",
    fault: "Deliveries come in another order, late, or mixed",
    promise: "same final state as in order",
  },
  {
    id: "W7",
    fault: "Every delivery is lost",
    promise: "the next look does what they would have done",
  },
  {
    id: "W10",
    fault: "An old delivery is replayed after its label or comment is gone",
    promise: "nothing happens: a delivery says where to look, never what is so",
  },
  {
    id: "E1",
    fault: "The process dies at an effect: before it is sent, or after it was done and before anybody heard",
    promise:
      "the next start ends in the world of a run without the crash; each creation happened at most once",
  },
  {
    id: "E2",
    fault: "The answer to a write is lost: reset, 5xx, timeout",
    promise: "the write is not sent again before its result was looked for; one object is to be seen",
  },
  {
    id: "E3",
    fault: "GitHub refuses a write: 403, 404, 405, 409, 422",
    promise: "the answer is classified (already so, moved, no) and the same request is not sent again",
  },
  {
    id: "E4",
    fault: "A rate limit answers: 429, 403, GraphQL with 200; with a time, a reset, or neither",
    promise: "nothing is sent until the wait is over, to the second",
  },
  {
    id: "E5",
    fault: "Page k of n is a 5xx, garbage, HTML, cut off, or never comes",
    promise: "the whole observation is thrown away; no effect comes of a part",
  },
  {
    id: "E6",
    fault: "A list moves while it is read, or has no end; a tree is truncated",
    promise: "what is incomplete is unknown, never absent; reading is bounded",
  },
  {
    id: "E7",
    fault: "Reads show the past: lists that lag, 404 after a creation",
    promise: "nothing is created twice, no write of our own is undone; it converges when the lag ends",
  },
  {
    id: "E8",
    fault: "Two or ten replicas on one repository, one of them paused and resumed",
    promise: "one effect; what the paused one still wanted to write is refused or harmless",
  },
  {
    id: "E10",
    fault:
      "401, a withdrawn permission, a suspended or deleted installation, an archived or missing repository",
    promise: "no loop: a token is renewed once, then that repository rests",
  },
  {
    id: "E11",
    fault: "The pass of one repository always throws",
    promise: "it is tried again ever more rarely; the others go on",
  },
  {
    id: "E12",
    fault: "Nothing happens",
    promise: "nothing is written, and a look is one request",
  },
  {
    id: "E15",
    fault: "What a process remembers is lost or from yesterday; the ledger branch is deleted",
    promise: "it is made again from GitHub; nothing is said, opened or started twice",
  },
  {
    id: "G1",
    fault: "The head moves while it is judged",
    promise: "a verdict is said of the commit that was judged; the new one is not green before it is judged",
  },
  {
    id: "G2",
    fault: "The base moves, the pull request is pointed elsewhere, or the rules change while it is judged",
    promise: "a verdict stands for one head, base and config; otherwise it is made again",
  },
  {
    id: "G3",
    fault: "Another pull request has the same head: to another base, or in another agent's name",
    promise: "the commit is green for neither; of several verdicts the worst is said",
  },
  {
    id: "G4",
    fault: "A change cannot be judged: too many files, an unreadable part, no valid config",
    promise: "it fails or waits, and is never neutral, skipped or a success, by nobody's word",
  },
  {
    id: "G5",
    fault: "A pull request changes the policy; the config is deleted, broken, a symlink, or only on the head",
    promise: "the default branch's last valid config judges, and a change of it waits for a person",
  },
  {
    id: "G6",
    fault: "Another App or a workflow reports under the name of a check",
    promise: "a check counts only by the App that it is pinned to",
  },
  {
    id: "G7",
    fault:
      "An approval by the author, the last pusher, a bot, somebody without write access, or of an older head; one that was dismissed",
    promise: "counted by person, latest verdict, live permission and this very head",
  },
  {
    id: "G9",
    fault: "A gate is judged a hundred times over",
    promise: "each gate and head have one check run, and an unchanged one is not written",
  },
  {
    id: "G10",
    fault: "A draft, closed, merged meanwhile; a fork whose branch is named like an agent's",
    promise: "none of them becomes ready, and a fork is nobody's task",
  },
  {
    id: "G11",
    fault: "A merge queue tries a commit of its own, or somebody names a branch like the queue's",
    promise: "what stands on the base's tip is judged as it would be merged and answered; the rest is not",
  },
  {
    id: "G12",
    fault: "A named check is skipped, neutral or cancelled",
    promise: "only success passes it",
  },
  {
    id: "G13",
    fault: "Signalbox is down",
    promise: "a new head has no check, so a required one stays pending; the next start judges it",
  },
  {
    id: "P1",
    fault: "A file is moved out of the reach, or into it",
    promise: "both of its names are judged",
  },
  {
    id: "P5",
    fault: "A symlink or a submodule is added or changed",
    promise: "it fails: modes are read from Git's trees",
  },
  {
    id: "C1",
    fault: "Somebody without write access orders, or lost it since, or took an old login",
    promise: "refused: permission is asked live, by id; what is not known is not granted",
  },
  {
    id: "C2",
    fault: "A bot orders, or Signalbox itself",
    promise: "it is no order",
  },
  {
    id: "C3",
    fault: "A comment is edited into an order, or is deleted or hidden before it is read",
    promise: "it is no order; who edited is told so once",
  },
  {
    id: "C4",
    fault:
      "A command in a code block, a quote, HTML, details, a cited mail; with odd spaces, letters or slashes; or another bot's",
    promise: "only a line of prose that starts with a command is one",
  },
  {
    id: "C5",
    fault: "Arguments of every hostile kind, of 64 KiB, or 500 commands in a comment",
    promise: "they are data; five are read, what is kept is bounded, and no answer acts",
  },
  {
    id: "C6",
    fault: "A comment is delivered fifty times, seen by two replicas, or the process dies before it answers",
    promise: "it is executed once and answered once",
  },
  {
    id: "C7",
    fault: "Commands and labels contradict each other within a second, or are shown in another order",
    promise: "they count in the order of time and id",
  },
  {
    id: "C8",
    fault: "A command on a closed or locked issue, a pull request, or in an archived repository",
    promise: "it is refused with the reason, or reaches its task; nothing breaks",
  },
  {
    id: "C9",
    fault: "A comment made to be slow",
    promise: "what is too long or too deep is not parsed, and every pattern takes linear time",
  },
  {
    id: "A3",
    fault: "Somebody without write access talks to the agents, in comments or with commands",
    promise: "their comments reach no prompt, no card and no board",
  },
  {
    id: "A4",
    fault: "Words to the agents hide others: zero width, direction, tags, variation selectors, fillers",
    promise: "what nobody sees is taken out before it is kept; emoji and every script stay",
  },
  {
    id: "A14",
    fault: "An issue, a person's word or an agent's answer pretends to be Signalbox's own",
    promise: "it is data in a fence that it cannot close, and changes neither task nor reach",
  },
  {
    id: "S8",
    fault: "Set-up pages, metrics, stack traces, addresses given by strangers",
    promise: "nothing is there in production but the webhook and `/healthz`",
  },
  {
    id: "P2",
    fault: "A path with `..`, `//`, a backslash, a drive, a control character, or that is too long",
    promise: "is no path that may be written: the gate fails, whatever is allowed",
  },
  {
    id: "P3",
    fault: "`SRC/x` beside `src/x`, `.GitHub`, `CodeOwners`",
    promise: "what some file system takes for another path fails; what is protected is so in every case",
  },
  {
    id: "P4",
    fault:
      "A path with letters that look alike, or that nobody sees; a name wholly in Cyrillic beside its Latin double",
    promise: "fails, and is protected as what it looks like; both paths and their code points are told",
  },
  {
    id: "P6",
    fault:
      "A workflow, Signalbox's own config, CODEOWNERS, agent instructions, hooks, manifests, lock files inside the boundary",
    promise: "an agent's change of it needs a person; the first five never reach a branch",
  },
  {
    id: "P7",
    fault: "More files or commits than GitHub lists, a cut tree, a binary, a text cut short",
    promise: "what was not read is not passed",
  },
  {
    id: "P8",
    fault: "A workflow is touched in one commit and put back in the next",
    promise: "a person is needed, though the whole changes nothing",
  },
  {
    id: "P9",
    fault: "Globs with dots, `!`, braces, classes, brackets",
    promise: "one documented dialect; what is not of it is refused when the config is read",
  },
  {
    id: "P10",
    fault: "Globs and patterns made to be slow",
    promise: "are refused when the config is read, or answered within bounded work",
  },
];
