import type { Language } from '../../../recipes/language.ts';

/** Country and interface language of Google's results. */
export const googleLocale = (language: Language): { readonly gl: string; readonly hl: string } =>
  language === 'zh' ? { gl: 'cn', hl: 'zh-cn' } : { gl: 'us', hl: 'en' };

/** Google's range of days that ends with `2026-03-01`. */
export function googleUntil(day: string | undefined): { readonly tbs?: string } {
  if (day === undefined) return {};
  const [year, month, date] = day.split('-');
  return { tbs: `cdr:1,cd_max:${Number(month)}/${Number(date)}/${year}` };
}
