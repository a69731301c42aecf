/** The constant messages of the server's log, and what a person must do about a repository that it stopped serving. */
export const stopAdvice = {
  suspended: "The App is suspended there: unsuspend it in the account's settings under Applications.",
  permissions:
    "The installation lacks permissions that the App needs: accept the request in the account's settings under Applications, or compare the App's with app.yml.",
  archived: "The repository is archived: unarchive it in its settings, or take the App off it.",
  disabled: "GitHub has disabled the repository: its owner must ask GitHub Support.",
  gone: "The repository or the installation is gone, or the App was taken off it: install the App there to have it back.",
  legal: "GitHub does not serve the repository for legal reasons (451).",
  unauthorized:
    "GitHub refuses a token that it has just given: look at githubstatus.com, and at the App's settings.",
  forbidden:
    "GitHub refuses what the App was granted: look at the account's rules for Apps, at IP allow lists, and at the App's permissions.",
  "no-token":
    "GitHub gives no token for it: the App was uninstalled or suspended there, its permissions changed, or its key was revoked.",
} as const;

export type StopReason = keyof typeof stopAdvice;

export const message = {
  starting: "serving",
  singleReplica:
    "this version is single-replica: run one process an App (two do no harm, but each does all of the work)",
  scope: "this version reconciles; it does not publish what runs in GitHub Actions return",
  who: "GitHub knows the App",
  unreachable: "GitHub does not answer; webhooks are taken in, and it is asked again",
  resynced: "resynced all installations",
  resyncFailed: "a resync failed and is tried again",
  appRefused: "GitHub refuses the App itself; nothing is served until that is mended",
  appAdvice:
    "Look whether the App still exists, and whether PRIVATE_KEY is one of its keys and APP_ID its id.",
  listFailed: "the repositories of an installation could not be listed; they are served as before",
  lookFailed: "a repository could not be looked at for a config",
  lookRefused: "GitHub does not show whether a repository has a config; it is not served",
  tenant: "serving a repository",
  stopped: "stopped serving a repository",
  resumed: "serving a repository again",
  dropped: "a repository is not ours any more",
  leftBehind: "files of a repository that is not served any more could not be taken away",
  pass: "pass",
  passFailed: "a pass failed and is tried again",
  refusedEffect: "GitHub refused an effect",
  refusedWebhook: "refused a webhook",
  failedWebhook: "a webhook could not be queued",
  signal: "asked to stop",
  stopping: "stopping: what is under way may end",
  abandoned: "abandoned what was under way; the next start finds out what became of it",
  ended: "stopped",
} as const;
