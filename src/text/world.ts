/** What is said of a world folder that cannot be opened. */
export function worldInUseText(dir: string): string {
  return `another signalbox is at work in ${dir}. Stop it first (Ctrl-C in its terminal), or name another folder`;
}
