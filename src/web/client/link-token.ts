/** The one-time token of a link stands behind the `#`: it never reaches a server log. A second link opened on the same page changes only that. */
import { useEffect, useState } from "react";

const tokenInAddress = (): string => decodeURIComponent(window.location.hash.slice(1));

/** @param hides takes it out of the address bar: a token that stays visible is photographed and synchronised. */
export function useLinkToken({ hides = false } = {}): string {
  const [token, setToken] = useState(tokenInAddress);
  useEffect(() => {
    if (hides && token !== "") window.history.replaceState(window.history.state, "", window.location.pathname);
  }, [hides, token]);
  useEffect(() => {
    const readAgain = () => {
      if (tokenInAddress() !== "") setToken(tokenInAddress());
    };
    window.addEventListener("hashchange", readAgain);
    return () => window.removeEventListener("hashchange", readAgain);
  }, []);
  return token;
}
