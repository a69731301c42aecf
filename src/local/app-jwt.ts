/** Verifies the token by which a GitHub App proves who it is: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import { ApiError } from "./api-error.ts";

const Header = z.object({ alg: z.literal("RS256") });
const Claims = z.object({ iss: z.union([z.string(), z.number()]), iat: z.number().int(), exp: z.number() });

/** GitHub's words; whoever asked may read from the response's `Date` how wrong its clock is. */
const tooFar = "'Expiration time' claim ('exp') is too far in the future";
const expired =
  "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
const early =
  "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
const undecodable = "A JSON web token could not be decoded";

/** At most ten minutes, and GitHub allows no more for a clock that is ahead. */
const lifetime = 10 * 60;

/** Answers with the issuer, an App's id or client id as text; 401 otherwise. */
export function verifyAppJwt(token: string, privateKey: string, now: Date): string {
  const [header = "", claims = "", signature = "", ...rest] = token.split(".");
  const read = Claims.safeParse(decode(claims));
  if (rest.length > 0 || !read.success || !Header.safeParse(decode(header)).success)
    throw new ApiError(401, undecodable);
  const signed = Buffer.from(`${header}.${claims}`);
  if (!verify("RSA-SHA256", signed, createPublicKey(privateKey), Buffer.from(signature, "base64url")))
    throw new ApiError(401, undecodable);
  const seconds = now.getTime() / 1000;
  const { exp, iat, iss } = read.data;
  if (exp <= seconds) throw new ApiError(401, expired);
  if (exp > seconds + lifetime) throw new ApiError(401, tooFar);
  if (iat > seconds) throw new ApiError(401, early);
  return String(iss);
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
