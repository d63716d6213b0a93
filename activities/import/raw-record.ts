/** A record as it stands in the file, or the text that is not JSON. */
export type RawRecord =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly text: string };
