/** One object, line of text or mask of an answer, its place in bins (not checked against their range). */
export type Instance =
  | { readonly kind: 'box'; readonly label: string; readonly bins: readonly number[] }
  | { readonly kind: 'quad'; readonly label: string; readonly bins: readonly number[] }
  | { readonly kind: 'polygons'; readonly label: string; readonly polygons: readonly (readonly number[])[] };

/**
 * How labels are read. The reference drops letters outside ASCII from the labels of boxes, keeps what is left of a broken
 * token before a label, and drops a label with a line break; with `parity` so does this.
 */
export interface Reading {
  readonly parity: boolean;
}
