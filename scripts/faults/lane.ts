/** One Vitest that stays open: it runs chosen tests of chosen files again and again, each time with what is taken away just then. */
import { join } from "node:path";
import { createVitest, type TestCase, type TestModule } from "vitest/node";
import type { Control } from "../../test/faults/control.ts";
import type { Hit } from "../../test/faults/hits.ts";
import { takeAway } from "../../test/faults/take-away.ts";
import { root } from "../../test/faults/titled-tests.ts";

export interface Ran {
  /** Full title, after `test.each` has filled it in. */
  readonly title: string;
  readonly file: string;
  readonly state: "passed" | "failed" | "skipped";
  /** Name and first line of what it failed with. */
  readonly errors: readonly { readonly name: string; readonly message: string }[];
  readonly hits: readonly Hit[];
}

export interface Run {
  readonly tests: readonly Ran[];
  /** Files that could not be loaded, and what was thrown outside of tests. */
  readonly broken: readonly string[];
}

export interface Lane {
  /** Runs the tests whose titles match, in these files. `control` is in force for this run; */
  run(input: {
    readonly files: readonly string[];
    readonly pattern: RegExp;
    readonly control: Control | null;
    readonly onTest?: (test: Ran) => void;
  }): Promise<Run>;
  close(): Promise<void>;
}

/** With a control in force a test that merely hangs shows nothing: it is given less time. Milliseconds. */
const HANG = 30_000;

export async function openLane(workers: number, tries: "controls" | "tests"): Promise<Lane> {
  let taken: Control | null = null;
  let told: (test: Ran) => void = () => {};
  const limits = tries === "controls" ? { bail: 1, testTimeout: HANG, hookTimeout: HANG } : {};
  const vitest = await createVitest(
    "test",
    {
      root,
      watch: false,
      maxWorkers: workers,
      // The cache of earlier runs does not know what is taken away.
      fsModuleCache: false,
      reporters: [{ onTestCaseResult: (test) => told(toRan(test)) }],
      ...limits,
    },
    { plugins: [takeAway(() => taken)] },
  );
  await vitest.standalone();

  return {
    run: async ({ files, pattern, control, onTest = () => {} }) => {
      told = onTest;
      const changed = [taken, control].flatMap((each) => (each ? [join(root, each.file)] : []));
      taken = control;
      for (const file of changed) vitest.invalidateFile(file);
      vitest.state.clearErrors();
      const project = vitest.getRootProject();
      const specifications = files.map((file) =>
        project.createSpecification(join(root, file), { testNamePattern: pattern }),
      );
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
      // A Vitest that stays open remembers the files of earlier runs too.
      return toRun(
        testModules.filter(({ relativeModuleId }) => files.includes(relativeModuleId)),
        unhandledErrors,
      );
    },
    close: () => vitest.close(),
  };
}

function toRun(modules: readonly TestModule[], unhandled: readonly unknown[]): Run {
  const tests = modules.flatMap((module) => [...module.children.allTests()].map(toRan));
  const broken = [
    ...modules.flatMap((module) =>
      module.errors().map(({ message }) => `${module.relativeModuleId}: ${message}`),
    ),
    ...unhandled.map((error) => (error instanceof Error ? error.message : String(error))),
  ];
  return { tests, broken };
}

function toRan(test: TestCase): Ran {
  const result = test.result();
  return {
    title: test.fullName,
    file: test.module.relativeModuleId,
    state: result.state === "pending" ? "skipped" : result.state,
    errors: (result.errors ?? []).map(({ name, message }) => ({
      name: name ?? "Error",
      message: message.split("\n")[0] ?? "",
    })),
    hits: test.meta().hits ?? [],
  };
}
