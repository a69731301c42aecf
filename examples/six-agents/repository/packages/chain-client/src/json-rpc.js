/** Asks a node over JSON-RPC 2.0. Throws with the node's own message when it answers with an error. */
export function jsonRpc(url, fetch = globalThis.fetch) {
  let id = 0;
  return async function rpc(method, params = []) {
    id += 1;
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id, method, params }),
    });
    if (!response.ok) throw new Error(`${method}: the node answered ${response.status}`);
    const { result, error } = await response.json();
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
}
