/** What the harness takes away to see that its tests notice. */
import type { Control } from "../control.ts";

export const unbreakableControls: readonly Control[] = [
  {
    row: "E2",
    protection: "a write whose answer was lost is sent once",
    file: "src/github/client.ts",
    find: 'if (!answer || waiter.answered(answer) === "final") throw error;',
    replace: 'if (answer && waiter.answered(answer) === "final" && refusals >= 2) throw error;',
    test: "test/github/lost-answer.test.ts",
  },
  {
    row: "E4",
    protection: "nothing is sent while GitHub asks to wait",
    file: "src/github/waiter.ts",
    find: "for (let wait = end() - time(); wait > 0; wait = end() - time()) await clock.sleep(wait);",
    replace: "await clock.sleep(Math.min(0, end() - time()));",
    test: "test/github/waiter.test.ts",
  },
  {
    row: "C1",
    protection: "a permission is believed only for the user who acted, by id",
    file: "src/github/permissions.ts",
    find: "if (user?.id !== actor.id) return null;",
    replace: "",
    test: "test/contract/permissions.test.ts",
  },
];
