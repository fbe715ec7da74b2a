/** The provider's name with the sign of the gate. */
import { Text } from "@mantine/core";

export function Brand({ name, size = 24 }: { name: string; size?: number }) {
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 10, minWidth: 0 }}>
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false" style={{ flex: "none" }}>
        <rect width="32" height="32" rx="8" fill="#226044" />
        <path d="M9 25V14a7 7 0 0 1 14 0v11" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
        <path d="M16 25V13l5.2 2.2V25" fill="#fff" />
      </svg>
      <Text component="span" fw={620} truncate title={name}>
        {name}
      </Text>
    </span>
  );
}
