/** The one-time token of a link stands behind the `#`: it never reaches a server log. A second link opened on the same page changes only that. */
import { useEffect, useState } from "react";

const tokenInAddress = (): string => decodeURIComponent(window.location.hash.slice(1));

export function useLinkToken(): string {
  const [token, setToken] = useState(tokenInAddress);
  useEffect(() => {
    const readAgain = () => {
      if (tokenInAddress() !== "") setToken(tokenInAddress());
    };
    window.addEventListener("hashchange", readAgain);
    return () => window.removeEventListener("hashchange", readAgain);
  }, []);
  return token;
}
