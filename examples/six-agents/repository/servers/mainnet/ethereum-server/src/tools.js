/** All tools of the Ethereum server. */
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

function units(wei, digits) {
  const text = wei.toString().padStart(digits + 1, "0");
  const fraction = text.slice(-digits).replace(/0+$/, "");
  return fraction === "" ? text.slice(0, -digits) : `${text.slice(0, -digits)}.${fraction}`;
}

export const ethGetBalance = {
  name: "eth_get_balance",
  description: "The balance of an account in wei and ether",
  inputSchema: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  async run({ address }, { rpc }) {
    if (!ADDRESS.test(address)) throw new Error(`not an Ethereum address: ${address}`);
    const wei = BigInt(await rpc("eth_getBalance", [address, "latest"]));
    return { address, wei: wei.toString(), ether: units(wei, 18) };
  },
};

export const ethGetBlock = {
  name: "eth_get_block",
  description: "A block by number, or the latest one",
  inputSchema: { type: "object", properties: { number: { type: "integer", minimum: 0 } } },
  async run({ number }, { rpc }) {
    const tag = number === undefined ? "latest" : `0x${number.toString(16)}`;
    const block = await rpc("eth_getBlockByNumber", [tag, false]);
    if (block === null) throw new Error(`no block ${number} yet`);
    return {
      number: Number(block.number),
      hash: block.hash,
      time: new Date(Number(block.timestamp) * 1000).toISOString(),
      transactions: block.transactions.length,
    };
  },
};

export const ethGetGasPrice = {
  name: "eth_get_gas_price",
  description: "The gas price that the node proposes, in wei and gwei",
  inputSchema: { type: "object", properties: {} },
  async run(_args, { rpc }) {
    const wei = BigInt(await rpc("eth_gasPrice"));
    return { wei: wei.toString(), gwei: units(wei, 9) };
  },
};
