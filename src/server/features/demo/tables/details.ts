/** Details that conversations name. */
import type { QueueKey } from "./groups.ts";
import type { AgentKey } from "./provider.ts";

export const agentForms: Readonly<Record<AgentKey, "f" | "m">> = {
  eva: "f",
  sabine: "f",
  jonas: "m",
  mirjam: "f",
  tom: "m",
  amara: "f",
  deniz: "m",
  lukas: "m",
  petra: "f",
};

const laptops = ["NB-0412", "NB-0388", "NB-0517", "NB-0233", "NB-0641", "NB-0609", "NB-0174"];
const servers = ["SRV-FILE01", "SRV-DB02", "SRV-APP03", "SRV-FILE02"];
const programs = ["MessWin 5", "LabSuite 3", "TorqueLab"];

export const assets = (queue: QueueKey): readonly string[] => (queue === "server" ? servers : queue === "security" ? programs : laptops);
