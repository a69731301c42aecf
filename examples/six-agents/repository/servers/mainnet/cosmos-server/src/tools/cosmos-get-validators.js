/** cosmos_get_validators: the bonded validators, strongest first. */
export const cosmosGetValidators = {
  name: "cosmos_get_validators",
  description: "Bonded validators by stake, with their commission in percent",
  inputSchema: { type: "object", properties: { top: { type: "integer", minimum: 1, maximum: 180 } } },
  async run({ top = 10 }, { rest }) {
    const path = "/cosmos/staking/v1beta1/validators?status=BOND_STATUS_BONDED&pagination.limit=180";
    const { validators } = await rest(path);
    return validators
      .toSorted((a, b) => (BigInt(a.tokens) < BigInt(b.tokens) ? 1 : -1))
      .slice(0, top)
      .map((validator) => ({
        name: validator.description.moniker,
        operator: validator.operator_address,
        uatom: validator.tokens,
        commission: Number(validator.commission.commission_rates.rate) * 100,
      }));
  },
};
