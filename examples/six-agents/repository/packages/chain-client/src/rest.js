/** Reads a path of a node's REST gateway. */
export function restClient(base, fetch = globalThis.fetch) {
  return async function rest(path) {
    const response = await fetch(new URL(path, base));
    if (!response.ok) throw new Error(`${path}: the node answered ${response.status}`);
    return response.json();
  };
}
