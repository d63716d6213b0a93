/**
 * LaTeX commands whose first letter JSON takes for an escape: `\times` would become a tab and `imes`. Those with b and f
 * need no list, a backspace or form feed is never meant. Only rests that are no English word stand here.
 */
const latex =
  /^(?:n(?:abla|e|eq|eg|ot|otin|u|ewline|rightarrow|leq|geq)|r(?:angle|ceil|ho|ight|ightarrow|floor|m)|t(?:an|anh|au|ext|extbf|extit|extrm|frac|heta|ilde|imes|o|op|riangle))(?![A-Za-z])/;

/**
 * Doubles every backslash that JSON would swallow or refuse: before LaTeX commands (`\frac`) and before characters that are no
 * escape (`\s`, `\(`). `\'` loses its backslash. Works on the whole text, since outside of strings JSON has none.
 */
export function mendEscapes(text: string): { text: string; repairs: string[] } {
  const repairs = new Set<string>();
  const mended = text.replaceAll(/\\(?:u[0-9a-fA-F]{4}|[A-Za-z]+|[^A-Za-z])/g, (escape) => {
    const next = escape.charAt(1);
    const word = escape.slice(1);
    if (next === '"' || next === '\\' || next === '/') return escape;
    if (/^u[0-9a-fA-F]{4}$/.test(word)) return escape;
    if (next === "'") {
      repairs.add('escaped_apostrophe');
      return "'";
    }
    if (/^[bf][A-Za-z]/.test(word) || latex.test(word)) {
      repairs.add('latex_escape');
      return `\\${escape}`;
    }
    if ('bfnrt'.includes(next)) return escape;
    repairs.add('stray_backslash');
    return `\\${escape}`;
  });
  return { text: mended, repairs: [...repairs] };
}
