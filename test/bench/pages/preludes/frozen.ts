/** Freezes what a page shares with everything that it loads. */
for (const each of [
  Object,
  Array,
  Function,
  Promise,
  Map,
  Set,
  Error,
  String,
  RegExp,
  Date,
  Event,
  EventTarget,
]) {
  Object.freeze(each.prototype);
  Object.freeze(each);
}
Object.freeze(JSON);
Object.freeze(Reflect);

export {};
