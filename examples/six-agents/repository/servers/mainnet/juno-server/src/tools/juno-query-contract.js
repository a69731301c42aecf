/** juno_query_contract: asks a CosmWasm contract; the query travels as base64 in the path. */
export const junoQueryContract = {
  name: "juno_query_contract",
  description: "Sends a JSON query to a CosmWasm contract",
  inputSchema: {
    type: "object",
    properties: { contract: { type: "string" }, query: { type: "object" } },
    required: ["contract", "query"],
  },
  async run({ contract, query }, { rest }) {
    if (!/^juno1[a-z0-9]{58}$/.test(contract)) throw new Error(`not a contract address of Juno: ${contract}`);
    const message = encodeURIComponent(Buffer.from(JSON.stringify(query)).toString("base64"));
    const { data } = await rest(`/cosmwasm/wasm/v1/contract/${contract}/smart/${message}`);
    return data;
  },
};
