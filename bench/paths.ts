/** Made-up but ordinary: the agents of a large repository, with their globs, and its paths in the order that Git lists them. */

export interface Team {
  readonly allow: readonly string[];
  readonly forbid: readonly string[];
}

const chains = ["ethereum", "polygon", "solana", "bitcoin", "cosmos", "near", "sui", "aptos"] as const;
const layers = ["api", "cli", "core", "docs-site", "indexer", "sdk", "wallet", "web"] as const;
const folders = [
  "src",
  "src/tools",
  "src/utils",
  "src/server/routes",
  "test",
  "test/unit",
  "docs",
  "scripts",
] as const;
const words = [
  "balance",
  "transfer",
  "block",
  "fee",
  "config",
  "logger",
  "health",
  "validator",
  "index",
] as const;
const endings = [".ts", ".test.ts", ".md", ".json", ".tsx", ".yml", ".d.ts", ".css"] as const;

/** 64 agents with six globs each: four that allow, two that forbid. */
export const teams: readonly Team[] = chains.flatMap((chain) =>
  layers.map((layer) => ({
    allow: [
      `packages/${chain}-${layer}/src/**`,
      `packages/${chain}-${layer}/**/*.test.ts`,
      `docs/${chain}/${layer}*.md`,
      `services/*/${chain}/${layer}-v?/**`,
    ],
    forbid: ["**/*.pem", `packages/${chain}-*/src/**/generated*/**`],
  })),
);

/** The first `count` of a listing; every name is a different one. */
export function pathsOf(count: number): readonly string[] {
  const each = Math.ceil(count / (chains.length * layers.length * folders.length));
  const paths = chains.flatMap((chain) =>
    layers.flatMap((layer) => folders.flatMap((folder) => filesOf(chain, layer, folder, each))),
  );
  return paths.toSorted().filter((_, at) => at < count);
}

function filesOf(chain: string, layer: string, folder: string, count: number): readonly string[] {
  const root =
    folder === "docs"
      ? `docs/${chain}`
      : folder === "scripts"
        ? `services/s${layer.length}/${chain}/${layer}-v2`
        : `packages/${chain}-${layer}/${folder}`;
  return Array.from({ length: count }, (_, at) => {
    const word = words[at % words.length] ?? "";
    const part = at % 11 === 0 ? "generated/" : at % 5 === 0 ? `${word}s/` : "";
    return `${root}/${part}${folder === "docs" ? layer : word}-${at}${endings[at % endings.length] ?? ""}`;
  });
}
