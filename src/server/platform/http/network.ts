/** Who really asks: the peer's address, or what a trusted proxy says (PFORTE_TRUSTED_PROXIES). */
import { BlockList, isIPv4, isIPv6 } from "node:net";

export type PeerFacts = { address: string; secure: boolean; host: string | null };

export function trustedList(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = "", prefix] = proxy.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    list.addSubnet(address, prefix === undefined ? (family === "ipv4" ? 32 : 128) : Number(prefix), family);
  }
  return list;
}

/** Takes X-Forwarded-For, -Proto and -Host only from a trusted peer; of several addresses the last that no trusted proxy wrote. */
export function peerFacts(peer: string, header: (name: string) => string | null, trusted: BlockList): PeerFacts {
  const plain = peer.replace(/^::ffff:/, "");
  const isTrusted = (address: string): boolean => (isIPv4(address) ? trusted.check(address, "ipv4") : isIPv6(address) && trusted.check(address, "ipv6"));
  if (!isTrusted(plain)) return { address: plain, secure: false, host: header("host") };
  const chain = (header("x-forwarded-for") ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => isIPv4(part) || isIPv6(part));
  const address = chain.findLast((part) => !isTrusted(part)) ?? chain[0] ?? plain;
  return { address, secure: header("x-forwarded-proto")?.trim() === "https", host: header("x-forwarded-host") ?? header("host") };
}

/** The network an address belongs to, for the brake on guessing: /24 of IPv4, /64 of IPv6. */
export function networkOf(address: string): string {
  if (isIPv4(address)) return `${address.split(".").slice(0, 3).join(".")}.0/24`;
  if (!isIPv6(address)) return "";
  const [head = "", tail = ""] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const full = address.includes("::") ? [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right] : left;
  return `${full
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(":")}::/64`;
}
