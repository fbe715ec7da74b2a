/** A password: can be looked at, and says when Caps Lock is on. */
import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./password-field.module.css";

export function PasswordField(given: PasswordInputProps) {
  const { t } = useTranslation();
  const [isCapsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  return (
    <div>
      <PasswordInput
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ "aria-label": t("portal.password.show") }}
        {...given}
        onKeyDown={look}
        onKeyUp={look}
        onBlur={() => setCapsLock(false)}
      />
      <p className={classes.hint} role="status">
        {isCapsLock ? t("portal.password.capsLock") : ""}
      </p>
    </div>
  );
}
