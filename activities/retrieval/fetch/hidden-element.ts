/** Elements whose content is never read on the page. */
export const never: ReadonlySet<string> = new Set([
  'button',
  'canvas',
  'datalist',
  'dialog',
  'embed',
  'head',
  'iframe',
  'input',
  'math',
  'noscript',
  'object',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
  'title',
]);

const unseen =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?|font-size\s*:\s*0(?:px|pt|em|rem|%)?|text-indent\s*:\s*-\d{3,}\w*|(?:left|top)\s*:\s*-\d{4,}px)\s*(?:!important\s*)?(?:;|$)/iu;

/** Whether an element's own attributes hide it. Style sheets are not read. */
export function isHidden({ hidden, style, ...attributes }: Readonly<Record<string, string>>): boolean {
  if (hidden !== undefined && hidden !== 'until-found') return true;
  if (attributes['aria-hidden']?.toLowerCase() === 'true') return true;
  return style !== undefined && unseen.test(style);
}
