const opening =
  /^\W*(?:(?:i['’]?m|i am) (?:very |really |so |truly )?sorry|sorry|i apologi[sz]e|unfortunately|as an ai|i (?:can(?:['’]?t|not)|won['’]?t|will not|am (?:not able|unable)|must decline|do not feel comfortable)|i['’]m (?:not able|unable))\b/i;
const declining =
  /\b(?:can(?:['’]?t|not)|unable|not able|won['’]?t|decline|not comfortable|do not feel)\b[^.]{0,60}\b(?:help|assist|provide|comply|fulfil|fulfill|process|view|see|access|do|continue|create|generate|rewrite|answer|that|this|request|content)\b/i;

/** Whether an answer is a refusal: it opens with an apology or denial and declines within its first sentences. */
export function looksRefused(text: string): boolean {
  const start = text.trim().slice(0, 400);
  return opening.test(start) && declining.test(start);
}
