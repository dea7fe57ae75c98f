import * as z from 'zod';

const Value = z.record(z.string(), z.unknown());

export const Item = z.record(z.string(), Value);

export type Item = z.infer<typeof Item>;

export type Value = z.infer<typeof Value>;

/** A condition did not hold, or a request makes no sense: told as DynamoDB tells it. */
export class DynamoFault extends Error {
  readonly type: string;
  readonly more: object;

  constructor(type: string, more: object = {}) {
    super(type);
    this.type = type;
    this.more = more;
  }
}

export const Expressed = z.object({
  ConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: z.record(z.string(), Value).default({}),
});

export type Expressed = z.infer<typeof Expressed>;

const numberOf = (value: Value): number => Number(value['N']);

const compare = (a: Value, b: Value): number => {
  if (a['N'] !== undefined && b['N'] !== undefined) return numberOf(a) - numberOf(b);
  const [left, right] = [String(a['S']), String(b['S'])];
  return left < right ? -1 : left > right ? 1 : 0;
};

const isSame = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Reads a path such as `feed.#offset`. */
const valueAt = (item: Item | undefined, path: string, names: Readonly<Record<string, string>>): Value | undefined => {
  let here: unknown = { M: item ?? {} };
  for (const step of path.split('.')) {
    const members = Value.safeParse(Value.safeParse(here).data?.['M']).data;
    here = members?.[names[step] ?? step];
  }
  return Value.safeParse(here).data;
};

/** `a AND (b OR c)`, `attribute_not_exists(x)`, `begins_with(x, :y)`, `x BETWEEN :a AND :b` and comparisons. */
export const holds = (
  expression: string,
  item: Item | undefined,
  { ExpressionAttributeNames, ExpressionAttributeValues }: Expressed,
): boolean => {
  const tokens = expression.match(/<=|>=|<>|[=<>(),]|[#:]?[\w.#]+/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const operand = (token: string): Value | undefined =>
    token.startsWith(':') ? ExpressionAttributeValues[token] : valueAt(item, token, ExpressionAttributeNames);

  const single = (): boolean => {
    const first = next();
    if (first === '(') {
      const inner = either();
      next();
      return inner;
    }
    if (first === 'attribute_not_exists' || first === 'attribute_exists') {
      next();
      const isThere = operand(next()) !== undefined;
      next();
      return isThere === (first === 'attribute_exists');
    }
    if (first === 'begins_with') {
      next();
      const [subject, , start] = [operand(next()), next(), operand(next())];
      next();
      return String(subject?.['S']).startsWith(String(start?.['S']));
    }
    const [left, operator, right] = [operand(first), next(), operand(next())];
    if (operator === 'BETWEEN') {
      next();
      const last = operand(next());
      return (
        left !== undefined &&
        right !== undefined &&
        last !== undefined &&
        compare(left, right) >= 0 &&
        compare(left, last) <= 0
      );
    }
    if (left === undefined || right === undefined) return false;
    if (operator === '=') return isSame(left, right);
    const order = compare(left, right);
    return operator === '<=' ? order <= 0 : operator === '>=' ? order >= 0 : operator === '<' ? order < 0 : order > 0;
  };
  const both = (): boolean => {
    let result = single();
    while (tokens[at] === 'AND') {
      next();
      result = single() && result;
    }
    return result;
  };
  const either = (): boolean => {
    let result = both();
    while (tokens[at] === 'OR') {
      next();
      result = both() || result;
    }
    return result;
  };
  return either();
};
