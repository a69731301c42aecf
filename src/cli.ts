#!/usr/bin/env node
/** The command `signalbox`. Checks the Node that it runs on before it loads anything that an older one does not know. */
const NODE = 24;

if (Number(process.versions.node.split(".")[0]) < NODE) {
  process.stderr.write(
    `signalbox needs Node ${NODE} or newer, and this is ${process.version}. In a checkout, \`npm run signalbox\` has the right one.\n`,
  );
  process.exit(2);
}

const isOwnScript = ["demo", "signalbox"].includes(process.env["npm_lifecycle_event"] ?? "");
const { main } = await import("./cli/main.ts");
const { processIo } = await import("./cli/process-io.ts");
process.exitCode = await main(process.argv.slice(2), {
  ...processIo(),
  // npm runs its scripts in the checkout; a relative path means the folder that the person typed it in.
  cwd: isOwnScript ? (process.env["INIT_CWD"] ?? process.cwd()) : process.cwd(),
});
