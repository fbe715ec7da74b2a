/** Which keys there are. */
import { Kbd, Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSession } from "#web/portal/session/portal-session.ts";
import classes from "./keys-dialog.module.css";

const keys = { search: "/", new: "n", down: "j", up: "k", open: "↵", fresh: ".", send: "Ctrl ↵", help: "?" } as const;

export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { mayCreate } = useSession();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={
        <Text fw={600} component="span">
          {t("portal.keys.title")}
        </Text>
      }
      closeButtonProps={{ "aria-label": t("ui.close") }}
      size="sm"
    >
      <dl className={classes.keys}>
        {Object.entries(keys)
          .filter(([name]) => name !== "new" || mayCreate)
          .map(([name, combination]) => (
            <div key={name}>
              <dt>{t(`portal.keys.${name}`)}</dt>
              <dd>
                {combination.split(" ").map((one) => (
                  <Kbd key={one} size="sm">
                    {one === "Ctrl" ? t("ui.control") : one}
                  </Kbd>
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </Modal>
  );
}
