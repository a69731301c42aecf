/** The only list of the REST endpoints that the embedded GitHub has. */
import { actionsRoutes } from "./actions.ts";
import { artifactRoutes } from "./artifacts.ts";
import { checkRoutes } from "./checks.ts";
import { commentRoutes } from "./comments.ts";
import { commitRoutes } from "./commits.ts";
import { contentRoutes } from "./contents.ts";
import { gitDatabaseRoutes } from "./git-database.ts";
import { issueRoutes } from "./issues.ts";
import { labelRoutes } from "./labels.ts";
import { pullRoutes } from "./pulls.ts";
import { repositoryRoute } from "./repository.ts";
import { reviewRoutes } from "./reviews.ts";
import type { Route } from "./route.ts";

export { appRoutes } from "./apps.ts";

/** In order of precedence: where two templates fit a path, the first one answers. */
export const routes: readonly Route[] = [
  ...commentRoutes,
  ...issueRoutes,
  ...labelRoutes,
  ...reviewRoutes,
  ...pullRoutes,
  ...checkRoutes,
  ...artifactRoutes,
  ...actionsRoutes,
  ...gitDatabaseRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...repositoryRoute,
];
