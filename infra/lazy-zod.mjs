/*
 * What `import * as z from 'zod'` becomes inside the bundles (infra/bundle.ts): the same constructors, but a schema is
 * built when it is first asked for something. A Lambda imports the contracts of its whole resource and all parts and
 * events, and needs a handful of them: building every schema was a third of a cold import. A test holds the schemas that
 * come out against zod's own.
 */
import * as zod from 'zod';

/** Proxies and what stands behind them. */
const targets = new WeakMap();

/** Methods that give another schema: they wait too. */
const chained = new Set(
  'and,array,brand,catch,catchall,check,default,describe,email,extend,int,length,max,meta,min,multipleOf,nonempty,nonnegative,nullable,nullish,omit,optional,or,partial,pick,pipe,positive,readonly,refine,regex,strict,superRefine,toLowerCase,transform,trim'.split(
    ',',
  ),
);

const isPlain = (value) =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Zod itself never meets a proxy, so that parsing is as fast as ever. */
const unwrapped = (value) => {
  const target = targets.get(value);
  if (target !== undefined) return built(target);
  if (Array.isArray(value)) return value.map(unwrapped);
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unwrapped(one)]));
  return value;
};

const built = (target) => {
  target.schema ??= target.make(...target.args.map(unwrapped));
  return target.schema;
};

const handler = {
  get: (target, key) => {
    if (target.schema === undefined) {
      if (key === 'shape' && target.shape !== undefined) return target.shape;
      if (chained.has(key)) return (...args) => waiting((...given) => built(target)[key](...given), args);
    }
    const known = target.methods?.get(key);
    if (known !== undefined) return known;
    const schema = built(target);
    const value = schema[key];
    if (typeof value !== 'function' || key === 'constructor') return value;
    const method = value.bind(schema);
    (target.methods ??= new Map()).set(key, method);
    return method;
  },
  set: (target, key, value) => Reflect.set(built(target), key, value),
  has: (target, key) => Reflect.has(built(target), key),
  getPrototypeOf: (target) => Object.getPrototypeOf(built(target)),
};

const waiting = (make, args, shape) => {
  const target = { make, args, shape, schema: undefined, methods: undefined };
  const proxy = new Proxy(target, handler);
  targets.set(proxy, target);
  return proxy;
};

const lazily =
  (make) =>
  (...args) =>
    waiting(make, args);
const withShape =
  (make) =>
  (...args) =>
    waiting(make, args, args[0]);

export const object = /* @__PURE__ */ withShape(zod.object);
export const strictObject = /* @__PURE__ */ withShape(zod.strictObject);
export const looseObject = /* @__PURE__ */ withShape(zod.looseObject);
export const string = /* @__PURE__ */ lazily(zod.string);
export const int = /* @__PURE__ */ lazily(zod.int);
export const number = /* @__PURE__ */ lazily(zod.number);
export const boolean = /* @__PURE__ */ lazily(zod.boolean);
export const array = /* @__PURE__ */ lazily(zod.array);
export const record = /* @__PURE__ */ lazily(zod.record);
export const tuple = /* @__PURE__ */ lazily(zod.tuple);
export const literal = /* @__PURE__ */ lazily(zod.literal);
export const union = /* @__PURE__ */ lazily(zod.union);
export const discriminatedUnion = /* @__PURE__ */ lazily(zod.discriminatedUnion);
export const unknown = /* @__PURE__ */ lazily(zod.unknown);
export const uuid = /* @__PURE__ */ lazily(zod.uuid);
export const email = /* @__PURE__ */ lazily(zod.email);
export const url = /* @__PURE__ */ lazily(zod.url);
export const json = /* @__PURE__ */ lazily(zod.json);
export const lazy = /* @__PURE__ */ lazily(zod.lazy);
export const custom = /* @__PURE__ */ lazily(zod.custom);
const enumeration = /* @__PURE__ */ lazily(zod.enum);
const instance = /* @__PURE__ */ lazily(zod.instanceof);
export { enumeration as enum, instance as instanceof };
export { ZodError } from 'zod';
export const iso = {
  date: /* @__PURE__ */ lazily(zod.iso.date),
  datetime: /* @__PURE__ */ lazily(zod.iso.datetime),
};
export const coerce = { number: /* @__PURE__ */ lazily(zod.coerce.number) };
