import { openShop } from "./shop.ts";
const shop = await openShop();
for (const n of [1,2]) {
  console.log("=== task", n);
  await shop.live(`Greet ${n}`, (step) => console.log("--", step));
  for (const e of shop.trace()) console.log("   ", e);
}
await shop.close();
