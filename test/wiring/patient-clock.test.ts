import { expect, test } from "vitest";
import { patientClock } from "../../src/wiring/patient-clock.ts";
import { virtualClock } from "../github/virtual-clock.ts";

// To send nothing is to obey, whether one waits or ends.
test("E4: a short wait is waited, a long one ends the look and says until when", async () => {
  const clock = virtualClock();
  const patient = patientClock(clock, 120_000);
  let awake = false;
  void patient.sleep(120_000).then(() => {
    awake = true;
  });
  await clock.advance(120_000);
  expect(awake).toBe(true);
  const outcome = patient.sleep(1_800_000).catch(String);
  await clock.advance(1_800_000);
  expect(await outcome).toContain("GitHub's rate limit asks to send nothing until 2026-11-21 12:32 UTC");
});
