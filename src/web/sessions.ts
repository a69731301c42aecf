/**
 * Who is signed in. A link of the terminal's signs in once and soon; the browser then holds a cookie. Both are random, kept here
 * only as digests, and gone when the process ends.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export interface Sessions {
  /** A new token for a sign-in address. */
  invite(login: string): string;
  /** Spends a token: the value of a new session's cookie, or null when it is unknown, spent or too old. */
  redeem(token: string): string | null;
  /** Who holds this cookie; null for nobody. */
  loginOf(cookie: string): string | null;
}

interface Secret {
  readonly digest: Buffer;
  readonly login: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const MINUTE = 60_000;
export const INVITATION_MINUTES = 10;
const SESSION_HOURS = 24;
/** Older ones give way. */
const INVITATIONS = 20;
const SESSIONS = 20;

export function createSessions(now: () => Date): Sessions {
  let invitations: readonly Secret[] = [];
  let sessions: readonly Secret[] = [];
  const isFresh = ({ until }: Secret) => until > now().getTime();

  return {
    invite: (login) => {
      const token = randomBytes(32).toString("base64url");
      const secret = { digest: digestOf(token), login, until: now().getTime() + INVITATION_MINUTES * MINUTE };
      invitations = [...invitations.filter(isFresh), secret].slice(-INVITATIONS);
      return token;
    },
    redeem: (token) => {
      const found = find(invitations, token);
      if (!found) return null;
      invitations = invitations.filter((secret) => secret !== found);
      if (!isFresh(found)) return null;
      const cookie = randomBytes(32).toString("base64url");
      const until = now().getTime() + SESSION_HOURS * 60 * MINUTE;
      const session = { digest: digestOf(cookie), login: found.login, until };
      sessions = [...sessions.filter(isFresh), session].slice(-SESSIONS);
      return cookie;
    },
    loginOf: (cookie) => {
      const found = find(sessions, cookie);
      return found && isFresh(found) ? found.login : null;
    },
  };
}

/** Looks at every secret, each in constant time. */
function find(secrets: readonly Secret[], text: string): Secret | undefined {
  const digest = digestOf(text);
  return secrets.filter((secret) => timingSafeEqual(secret.digest, digest))[0];
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
