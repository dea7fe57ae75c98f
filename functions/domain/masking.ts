/** R14: enough to recognise one's own, too little to use: the last four of longer ones. */
export const masked = (text: string): string =>
  text.length > 7 ? `${'*'.repeat(text.length - 4)}${text.slice(-4)}` : '*'.repeat(text.length);

const maskedMail = (text: string): string => {
  const [name = '', host = ''] = text.split('@');
  return `${name.slice(0, 1)}***@${host}`;
};

/** R14: a number or an address as others may see it. */
export const maskedPoint = ({ kind, value }: { readonly kind: string; readonly value: string }): string =>
  kind === 'EMAIL' ? maskedMail(value) : masked(value);
