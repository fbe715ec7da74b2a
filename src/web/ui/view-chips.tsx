/** Saved views of a list as chips: choose, keep what was changed, rename, delete. What a view holds is the list's affair. */
import { Button, Group, Menu } from "@mantine/core";
import { IconBookmark, IconDots, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { NameDialog } from "./name-dialog.tsx";
import { useUi } from "./ui-context.tsx";
import classes from "./view-chips.module.css";

export type ViewChip = {
  id: string;
  name: string;
  /** Comes with the product: it stays as it is. */
  fixed: boolean;
  /** Whose it is, in one word: a line parts it from others. */
  group?: string;
  /** How many rows it shows. */
  count?: number | undefined;
  /** Somebody else's that this person may not change. */
  kept?: boolean;
  /** What else can be done with it. */
  deeds?: readonly { label: string; run: () => void }[];
};

type Given = {
  label: string;
  views: readonly ViewChip[];
  /** Null: what is shown is none of them. */
  current: string | null;
  /** What is shown differs from the current view. */
  modified: boolean;
  onChoose: (id: string) => void;
  /** Keeps what is shown in the view. */
  onKeep: (id: string) => void;
  /** These say whether it worked, or refuse with a sentence at the name. */
  onCreate: (name: string) => Promise<string | null>;
  onRename: (id: string, name: string) => Promise<string | null>;
  onDelete: (id: string) => void;
  /** What else can be done with what is shown. */
  children?: ReactNode;
};

export function ViewChips(given: Given) {
  const { texts, formats } = useUi();
  const [naming, setNaming] = useState<{ id: string; name: string } | null>(null);
  const { current, modified } = given;
  return (
    <nav className={classes.chips} aria-label={given.label}>
      {given.views.map((view, at) => (
        <Group key={view.id} gap={0} wrap="nowrap">
          {at > 0 && view.group !== given.views[at - 1]?.group && <span className={classes.rule} aria-hidden />}
          <button
            type="button"
            className={classes.chip}
            aria-current={view.id === current ? "true" : undefined}
            data-modified={(view.id === current && modified) || undefined}
            onClick={() => given.onChoose(view.id)}
          >
            {view.name}
            {view.count !== undefined && view.count > 0 && <span className={classes.count}>{formats.number(view.count)}</span>}
            {view.id === current && modified && (
              <span className={classes.modified} title={texts.viewModified}>
                <span className="pf-hidden">({texts.viewModified})</span>
              </span>
            )}
          </button>
          {view.id === current && !view.fixed && !(view.kept && !view.deeds?.length) && (
            <Menu position="bottom-start">
              <Menu.Target>
                <button type="button" className={classes.more} aria-label={texts.viewActions(view.name)}>
                  <IconDots size={16} aria-hidden />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                {modified && (
                  <>
                    {!view.kept && <Menu.Item onClick={() => given.onKeep(view.id)}>{texts.keepView}</Menu.Item>}
                    <Menu.Item onClick={() => given.onChoose(view.id)}>{texts.discardView}</Menu.Item>
                    <Menu.Divider />
                  </>
                )}
                {!view.kept && <Menu.Item onClick={() => setNaming({ id: view.id, name: view.name })}>{texts.renameView}</Menu.Item>}
                {view.deeds?.map(({ label, run }) => (
                  <Menu.Item key={label} onClick={run}>
                    {label}
                  </Menu.Item>
                ))}
                {!view.kept && (
                  <Menu.Item color="red" onClick={() => given.onDelete(view.id)}>
                    {texts.deleteView}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      ))}
      {(modified || current === null) && <SaveView size="compact-sm" onCreate={given.onCreate} />}
      {given.children}
      {naming !== null && (
        <NameDialog
          title={texts.renameView}
          label={texts.viewName}
          name={naming.name}
          onSubmit={(name) => given.onRename(naming.id, name)}
          onClose={() => setNaming(null)}
        />
      )}
    </nav>
  );
}

/** Keeps what is shown as a new view; on a phone the button beside a search is only its sign. */
export function SaveView({ size, onCreate }: { size: "compact-sm" | "sm"; onCreate: Given["onCreate"] }) {
  const { texts } = useUi();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size={size}
        className={size === "sm" ? classes.save : undefined}
        aria-label={texts.createView}
        title={texts.createView}
        leftSection={size === "sm" ? <IconBookmark size={16} aria-hidden /> : <IconPlus size={14} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {texts.createView}
      </Button>
      {opened && <NameDialog title={texts.createView} label={texts.viewName} name="" onSubmit={onCreate} onClose={() => setOpened(false)} />}
    </>
  );
}
