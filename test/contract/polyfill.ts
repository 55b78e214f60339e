/** @file Stands in for webextension-polyfill, which passes a native `browser` through: the fake that is installed now. */
const passThrough: object = new Proxy(
  {},
  { get: (_, namespace) => Reflect.get(Reflect.get(globalThis, 'browser'), namespace) as unknown },
);

export default passThrough;
