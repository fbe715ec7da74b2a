/** Chance that is the same on every machine: a small generator with a seed, and ids made of it. */

export type Random = {
  /** In [0, 1). */
  next: () => number;
  /** In [0, below), whole. */
  below: (below: number) => number;
};

/** sfc32 by Chris Doty-Humphrey; `stream` keeps kinds of records independent of each other. */
export function createRandom(seed: number, stream = 0): Random {
  let a = 0x9e3779b9 ^ stream;
  let b = 0x243f6a88 ^ seed;
  let c = 0xb7e15162;
  let counter = 1;
  const step = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm++) step();
  return { next: () => step() / 4_294_967_296, below: (below) => Math.floor((step() / 4_294_967_296) * below) };
}

/** `count` different whole numbers in [0, below), in the order they were drawn. */
export function distinct(random: Random, count: number, below: number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, below)) drawn.add(random.below(below));
  return [...drawn];
}

const hex = (value: number, digits: number): string => Math.floor(value).toString(16).padStart(digits, "0");

/** A UUID of version 7 (RFC 9562) of this instant. */
export function idAt(milliseconds: number, random: Random): string {
  const time = hex(milliseconds, 12);
  const low = hex(random.below(0x1_0000_0000), 8) + hex(random.below(0x1_0000), 4);
  const variant = hex(0x8000 + random.below(0x4000), 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random.below(0x1000), 3)}-${variant}-${low}`;
}
