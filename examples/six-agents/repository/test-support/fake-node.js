/** Fake nodes: they answer from a table, remember what they were asked, and know nothing else. */

/** `fakeRpc({ eth_chainId: "0x1" })`; an answer may be a function of the params. */
export function fakeRpc(answers) {
  const calls = [];
  async function rpc(method, params = []) {
    calls.push([method, ...params]);
    if (!Object.hasOwn(answers, method)) throw new Error(`the fake node does not know ${method}`);
    const answer = answers[method];
    return typeof answer === "function" ? answer(...params) : answer;
  }
  return Object.assign(rpc, { calls });
}

/** `fakeRest({ "/path?query": body })`. */
export function fakeRest(bodies) {
  const calls = [];
  async function rest(path) {
    calls.push(path);
    if (!Object.hasOwn(bodies, path)) throw new Error(`the fake node does not know ${path}`);
    return bodies[path];
  }
  return Object.assign(rest, { calls });
}
