/** Which paths hold tests, and which hold code at all, by the customs of the common ecosystems. */
const testFile =
  /(?:^|\/)(?:tests?|specs?|__tests__|e2e)\/|(?:[._-](?:test|tests|spec|e2e)\.[a-z]+$)|(?:_test\.(?:go|py|rb|exs|dart)$)|(?:^|\/)test_[^/]*\.py$|(?:Tests?|Spec|IT)\.(?:java|kt|scala|cs|swift|php|groovy)$/;
const codeFile =
  /\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kts?|scala|cs|swift|php|exs?|dart|groovy|vue|svelte|cc?|cpp|hpp?|sh)$/;

export function isTest(path: string): boolean {
  return testFile.test(path) && isCode(path);
}

export function isCode(path: string): boolean {
  return codeFile.test(path);
}
