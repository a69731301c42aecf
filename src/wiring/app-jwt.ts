/**
 * The token by which the App proves who it is, signed by an injected clock:
 * https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
import githubAppJwt from "universal-github-app-jwt";

export interface AppKey {
  readonly appId: number;
  /** PEM, PKCS #1 as GitHub hands it out, or PKCS #8. */
  readonly privateKey: string;
  readonly clock: { now(): Date };
}

/** The library sets `iat` 30 seconds back and `exp` 10 minutes after it; 30 more make the minute that GitHub advises. */
const FURTHER_BACK = 30;
/** Seconds for which one is used: it counts for nine minutes. */
const USED = 300;
/** Seconds by which our clock may differ from GitHub's without harm. */
const TOLERABLE = 30;

/**
 * Answers like `ClientOptions.token`. A refusal at a time far from ours says that our clock is wrong: the next is signed by
 * GitHub's. A refusal at our own time says that the key is not believed, and the same token comes again.
 */
export function createAppJwt({
  appId,
  privateKey,
  clock,
}: AppKey): (refused?: string, at?: Date) => Promise<string> {
  let skew = 0;
  let signed: { readonly token: string; readonly at: number } | null = null;
  const now = () => Math.floor(clock.now().getTime() / 1_000);

  return async (refused, at) => {
    if (refused !== undefined && refused === signed?.token && at) {
      const seen = Math.round(at.getTime() / 1_000) - now();
      if (Math.abs(seen - skew) > TOLERABLE) {
        skew = seen;
        signed = null;
      }
    }
    const time = now() + skew;
    if (!signed || Math.abs(time - signed.at) > USED) {
      const { token } = await githubAppJwt({ id: appId, privateKey, now: time - FURTHER_BACK });
      signed = { token, at: time };
    }
    return signed.token;
  };
}
