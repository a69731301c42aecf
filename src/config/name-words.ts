/** The words of an identifier, however they are joined: `solTransferToken`, `sol-transfer_token`, `SOLTransfer` → sol, transfer, token. */

/** Lower case, in order; a number stays with the letters before it (`erc20`, `v2`). */
export function wordsOf(name: string): readonly string[] {
  return (
    name
      .normalize("NFC")
      // `getBalance` → `get Balance`, `HTTPServer` → `HTTP Server`.
      .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "")
      .map((word) => word.toLowerCase())
  );
}
