/** Bench `scope`: many scopes against many paths, two scopes against each other, and one against a thousand held ones. */
import globIntersection from "glob-intersection";
