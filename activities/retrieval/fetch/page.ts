/** What a page says, in plain text. */
export interface PageText {
  readonly title: string;
  readonly text: string;
  /** Day of publication as the page states it, `2026-03-01`. */
  readonly publishedAt?: string;
  /** The page's own address, as it states it. */
  readonly canonical?: string;
}
