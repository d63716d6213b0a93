const control = /(?![\n\t])\p{Cc}/gu;

/** Text from models and servers without what would move the cursor or paint the terminal. Line breaks and tabs stay. */
export const printable = (text: string): string => text.replace(/\r\n/g, '\n').replace(control, '\ufffd');
