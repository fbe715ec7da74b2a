/** What a whole column or row can be set to. */
import { Menu, UnstyledButton } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import type { Marks, Scale } from "./marks.ts";
import classes from "./matrix.module.css";
import type { Faces } from "./matrix-cell.tsx";

/** Which cells: those that are shown, or all that match. */
export type SetPart = { key: string; label: string; onSet: (wanted: Marks) => void };
type Given = { parts: readonly SetPart[]; scale: Scale; faces: Faces; nothing: string };

function SetItems({ parts, scale, faces, nothing }: Given) {
  return parts.map(({ key, label, onSet }) => (
    <Fragment key={key}>
      <Menu.Label className={classes.setPart ?? ""}>{label}</Menu.Label>
      <Menu.Item onClick={() => onSet([])}>{nothing}</Menu.Item>
      {scale.marks.map((mark) => (
        <Menu.Item key={mark} onClick={() => onSet([mark])}>
          {faces[mark]?.name ?? mark}
        </Menu.Item>
      ))}
    </Fragment>
  ));
}

export function SetMenu({ children, ...given }: Given & { children: ReactNode }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown className={classes.setMenu ?? ""}>
        <SetItems {...given} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** A plain button until it is reached for: a matrix has many rows. */
export function RowMenu({ label, opened, onOpened, ...given }: Given & { label: string; opened: boolean; onOpened: (opened: boolean) => void }) {
  const button = (
    <UnstyledButton className={classes.rowMenu} aria-label={label} title={label} aria-haspopup="menu" tabIndex={-1} onClick={() => onOpened(true)}>
      <IconDots size={16} aria-hidden />
    </UnstyledButton>
  );
  if (!opened) return button;
  return (
    <Menu opened onChange={onOpened} position="bottom-end">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown className={classes.setMenu ?? ""}>
        <SetItems {...given} />
      </Menu.Dropdown>
    </Menu>
  );
}
