/** Chance that comes out the same every time: the demo is one and the same for one start time. */

export type Random = {
  /** A whole number in [0, end). */
  below: (end: number) => number;
  /** In [least, most). */
  between: (least: number, most: number) => number;
  /** True with this probability. */
  chance: (probability: number) => boolean;
  pick: <T>(from: readonly T[]) => T;
  /** The same in another order. */
  shuffled: <T>(all: readonly T[]) => T[];
  /** A UUID of version 7 (RFC 9562 section 5.7) of that moment. */
  id: (at: Date) => string;
};

/** splitmix32 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const word = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (end: number): number => Math.floor((word() / 2 ** 32) * end);
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new RangeError("nothing to pick from");
    return from[below(from.length)] as T;
  };
  return {
    below,
    between: (least, most) => least + (word() / 2 ** 32) * (most - least),
    chance: (probability) => word() / 2 ** 32 < probability,
    pick,
    shuffled(all) {
      const rest = [...all];
      for (let at = rest.length - 1; at > 0; at--) {
        const other = below(at + 1);
        [rest[at], rest[other]] = [rest[other] as (typeof rest)[number], rest[at] as (typeof rest)[number]];
      }
      return rest;
    },
    id(at) {
      const bytes = Buffer.alloc(16);
      for (let place = 0; place < 16; place += 4) bytes.writeUInt32BE(word(), place);
      bytes.writeUIntBE(at.getTime(), 0, 6);
      bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
      bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
      return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
  };
}
