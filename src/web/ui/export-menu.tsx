/** The list that is shown as a file; making it may take some seconds. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useUi } from "./ui-context.tsx";

const formats = { csv: "CSV", xlsx: "Excel (XLSX)" } as const;

type Given = { onExport: (format: keyof typeof formats) => Promise<void> };

export function ExportMenu({ onExport }: Given) {
  const { texts } = useUi();
  const [isBusy, setBusy] = useState(false);
  const [opened, setOpened] = useState(false);
  const start = (format: keyof typeof formats) => {
    setBusy(true);
    void onExport(format).finally(() => setBusy(false));
  };
  return (
    <Menu position="bottom-end" withinPortal opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={isBusy ? texts.exporting : texts.exportList} disabled={opened}>
          <ActionIcon variant="default" size={36} loading={isBusy} aria-label={isBusy ? texts.exporting : texts.exportList}>
            <IconDownload size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.exportList}</Menu.Label>
        {(["csv", "xlsx"] as const).map((format) => (
          <Menu.Item key={format} onClick={() => start(format)}>
            {formats[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
