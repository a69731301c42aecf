/** `signalbox …` as a process of its own, which a test can kill; but for how busy the machine is, it is the real one. */
import { main } from "../../src/cli/main.ts";
import { processIo } from "../../src/cli/process-io.ts";

const watchMachine = () => ({ load: () => null, close: () => {} });
process.exitCode = await main(process.argv.slice(2), { ...processIo(), watchMachine, cwd: process.cwd() });
