/** The one-time token of a link stands behind the `#`: it never reaches a server log. */
import { useState } from "react";

export function useLinkToken(): string {
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)));
  return token;
}
