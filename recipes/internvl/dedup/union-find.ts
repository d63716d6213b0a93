/** Disjoint sets over 0 to n - 1, four bytes an element. */
export interface UnionFind {
  find(element: number): number;
  /** The smaller root becomes the root of both. */
  join(a: number, b: number): void;
}

export function unionFind(size: number): UnionFind {
  const parent = new Int32Array(size).map((_, i) => i);
  const find = (element: number): number => {
    let root = element;
    while (parent[root] !== root) root = parent[root] as number;
    for (let at = element; at !== root;) {
      const next = parent[at] as number;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  return {
    find,
    join(a, b) {
      const [rootA, rootB] = [find(a), find(b)];
      if (rootA !== rootB) parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    },
  };
}
