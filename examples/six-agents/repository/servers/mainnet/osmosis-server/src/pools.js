/** The pools that hold both of two denominations, with what they hold of each. */
export async function poolsOf(base, quote, rest) {
  const { pools } = await rest("/osmosis/gamm/v1beta1/pools?pagination.limit=2000");
  return pools.flatMap(({ id, pool_assets: assets }) => {
    const held = (denom) => assets.find(({ token }) => token.denom === denom)?.token.amount;
    const [a, b] = [held(base), held(quote)];
    return a === undefined || b === undefined ? [] : [{ id, base: BigInt(a), quote: BigInt(b) }];
  });
}
