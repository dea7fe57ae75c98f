import { csvRow } from '#functions/domain/csv.ts';
import type { Arrears } from '#functions/domain/reports/arrears.ts';
import type { Figure } from '#functions/domain/reports/report.ts';

/** RFC 4180, with the definition of each figure beside it. */
export const figuresCsv = (figures: readonly Figure[]): string =>
  csvRow('measure', 'numerator', 'denominator', 'value', 'definition') +
  figures.map((one) => csvRow(one.id, one.numerator, one.denominator, one.value, one.says)).join('');

export const arrearsCsv = (rows: readonly Arrears[]): string =>
  csvRow('product', 'bucket', 'reason', 'currency', 'accounts', 'owedMinor') +
  rows.map((one) => csvRow(one.product, one.bucket, one.reason, one.currency, one.accounts, one.owedMinor)).join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
}

const [lineHeight, labelWidth, barWidth] = [28, 300, 360];
/** A character of the widest usual sans-serif at this size: what stands behind a full bar is never cut off. */
const characterWidth = 8;

/** One bar a line, longest full: a picture that can be pasted anywhere, without a script or a font of its own. */
const chart = (title: string, bars: readonly Bar[]): string => {
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  const lines = bars.map(({ label, value, shown }, index) => {
    const y = 48 + index * lineHeight;
    const length = Math.round((value / longest) * barWidth);
    return [
      `<text x="${labelWidth - 8}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${labelWidth}" y="${y}" width="${length}" height="20" fill="#2f6f8f"/>`,
      `<text x="${labelWidth + length + 6}" y="${y + 14}">${escaped(shown)}</text>`,
    ].join('');
  });
  const behind = characterWidth * Math.max(0, ...bars.map(({ shown }) => shown.length));
  const [width, height] = [labelWidth + barWidth + 24 + behind, 60 + bars.length * lineHeight];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="13">`,
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="16" y="28" font-size="17">${escaped(title)}</text>`,
    ...lines,
    '</svg>\n',
  ].join('');
};

const inWords = (id: string): string => id.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, ' ').toLowerCase();

/** Shares only: a count of a hundred and a mark out of five would make them look like nothing. */
export const figuresSvg = (title: string, figures: readonly Figure[]): string =>
  chart(
    title,
    figures.flatMap(({ id, value, numerator, denominator }) => {
      if (value === undefined || id === 'satisfaction' || id === 'complaintsPer100Visits') return [];
      return [
        {
          label: inWords(id),
          value: Number(value),
          shown: `${(Number(value) * 100).toFixed(1)} % (${numerator}/${denominator})`,
        },
      ];
    }),
  );

/** `31-60` reads "31–60 days past due"; a group that was put together is "all". */
const codeInWords = (code: string): string => {
  if (code === '*') return 'all';
  return /^\d/u.test(code) ? `${code.replace('-', '–')} days past due` : code.replaceAll('_', ' ').toLowerCase();
};

export const arrearsSvg = (title: string, rows: readonly Arrears[]): string =>
  chart(
    title,
    rows.flatMap(({ product, bucket, reason, accounts }) =>
      accounts === undefined
        ? []
        : [{ label: [product, bucket, reason].map(codeInWords).join(', '), value: accounts, shown: String(accounts) }],
    ),
  );
