/** A long work goes through many things one after another: of each kind of call the first two and the last speak for all. */
const longFrom = 12;
export const worthTrying = (
  calls: readonly string[],
  most = longFrom,
): { readonly call: number; readonly name: string }[] => {
  const all = calls.map((name, index) => ({ call: index + 1, name }));
  if (all.length <= most) return all;
  return Object.values(Object.groupBy(all, ({ name }) => name)).flatMap((same = []) =>
    same.length <= 3 ? same : [...same.slice(0, 2), ...same.slice(-1)],
  );
};
