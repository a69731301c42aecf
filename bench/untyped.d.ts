/** Packages that the bench compares with and that have no types of their own. */
declare module "glob-intersection" {
  /** A glob for what both match; false when it finds nothing. */
  function intersect(a: string, b: string): string | false;
  export = intersect;
}
declare module "picomatch" {
  function picomatch(glob: string, options: Readonly<Record<string, boolean>>): (path: string) => boolean;
  export = picomatch;
}
