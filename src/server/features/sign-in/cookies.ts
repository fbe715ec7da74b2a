/** Session and device cookies: HttpOnly, SameSite=Lax, with the __Host- prefix and Secure where served over TLS. */
import type { Ask } from "#server/platform/http/route.ts";

export type CookieRealm = "portal" | "workspace";
const sessionName = (realm: CookieRealm): string => `pforte_${realm}`;
const deviceName = "pforte_device";
const deviceDays = 400;

type Cookies = (name: string) => string | undefined;

export const readSessionCookie = (cookies: Cookies, realm: CookieRealm): string | undefined =>
  cookies(`__Host-${sessionName(realm)}`) ?? cookies(sessionName(realm));
export const readDeviceCookie = (cookies: Cookies): string | undefined => cookies(`__Host-${deviceName}`) ?? cookies(deviceName);

export const setSessionCookie = (ask: Ask, realm: CookieRealm, token: string, seconds: number): void => setCookie(ask, sessionName(realm), token, seconds);
export const setDeviceCookie = (ask: Ask, token: string): void => setCookie(ask, deviceName, token, deviceDays * 86_400);
export const clearSessionCookie = (ask: Ask, realm: CookieRealm): void => setCookie(ask, sessionName(realm), "", 0);

function setCookie(ask: Ask, name: string, value: string, seconds: number): void {
  const fullName = ask.secure ? `__Host-${name}` : name;
  ask.answer.append("Set-Cookie", `${fullName}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${ask.secure ? "; Secure" : ""}`);
}
