/** The check-up: how much each check finds, or the findings of one. */
import { CHECK_IDS } from "#domain/access/checkup.ts";
import { useAddress } from "#web/client/address.ts";
import { Checks } from "./checks.tsx";
import { Findings } from "./findings.tsx";

export function Checkup() {
  const [address] = useAddress();
  const check = CHECK_IDS.find((one) => one === address.check);
  return check === undefined ? <Checks /> : <Findings key={check} check={check} />;
}
