/** A whole number of base units as a decimal: `amount(1500n, 3)` is "1.5". */
export function amount(units, decimals) {
  const scale = 10n ** BigInt(decimals);
  const fraction = (units % scale).toString().padStart(decimals, "0").replace(/0+$/, "");
  return fraction === "" ? `${units / scale}` : `${units / scale}.${fraction}`;
}
