/** A key that nobody else has; `crypto.randomUUID` is missing where the product is reached without TLS. */
export const freshKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
