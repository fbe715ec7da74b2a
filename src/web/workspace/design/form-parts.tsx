/** Forms, questions and messages. */
import { Button, Checkbox, Group, Select, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { FileDrop } from "#web/ui/file-drop.tsx";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { NameDialog } from "#web/ui/name-dialog.tsx";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { FormSection } from "#web/workspace/editing/form-section.tsx";
import { readOnly } from "#web/workspace/editing/read-only.ts";
import { SaveBar } from "#web/workspace/editing/save-bar.tsx";
import { Part } from "./part.tsx";
import { ROWS } from "./samples.ts";

const picture =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 52 40'%3E%3Cpath fill='%23bcd' d='M0 0h52v40H0z'/%3E%3Cpath fill='%23486' d='m0 40 18-22 12 14 8-8 14 16z'/%3E%3C/svg%3E";
const cities = ROWS.map(({ city }) => city);

export function FormParts() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"confirm" | "danger" | "name" | null>(null);
  const [text, setText] = useState("Müller AG");
  const close = () => setAsked(null);
  const fields = { name: t("field.required"), number: t("error.company.numberTaken"), "address.zip": t("field.tooLong") };
  return (
    <>
      <Part name="FormErrors, FormSection, inputs">
        <FormErrors message={t("error.request.invalid")} fields={fields} known={["name", "number"]} moveFocus={false} />
        <FormSection title={t("workspace.nav.companies")} meaning={t("workspace.list.otherWords")}>
          <Group grow align="flex-start">
            <TextInput label={t("workspace.company.name")} required error={errorOf(fields, "name")} />
            <TextInput label={t("workspace.company.number")} defaultValue="10023" error={errorOf(fields, "number")} />
            <Select label={t("workspace.company.city")} data={cities} defaultValue={cities[0] ?? null} />
          </Group>
          <Group grow align="flex-start">
            <TextInput label={t("workspace.company.name")} value="Müller AG" {...readOnly(true)} />
            <TextInput label={t("workspace.company.name")} value="Müller AG" disabled readOnly />
            <TextInput label={t("workspace.company.name")} description={t("workspace.editing.reasonHint")} placeholder={t("workspace.pick.type")} />
          </Group>
          <Textarea label={t("workspace.company.comment")} autosize minRows={2} />
          <Group>
            <Checkbox label={t("workspace.ticket.isConfidential")} defaultChecked />
            <Checkbox label={t("workspace.ticket.isConfidential")} indeterminate />
            <Checkbox label={t("workspace.ticket.isConfidential")} disabled />
            <Switch label={t("workspace.ticket.isConfidential")} defaultChecked />
          </Group>
        </FormSection>
      </Part>
      <Part name="SaveBar, UnsavedGuard">
        <TextInput label={t("workspace.company.name")} value={text} onChange={(event) => setText(event.currentTarget.value)} maw={360} />
        <SaveBar count={text === "Müller AG" ? 0 : 1} busy={false} onDiscard={() => setText("Müller AG")} onSave={() => setText("Müller AG")} />
      </Part>
      <Part name="FileDrop">
        <FileDrop
          onFiles={() => undefined}
          onRemove={() => undefined}
          largestBytes={25 * 1024 * 1024}
          items={[
            { key: "1", name: "Rechnung März.pdf", sizeBytes: 123_456, progress: null, problem: null },
            { key: "2", name: "screenshot.png", sizeBytes: 2_345_678, progress: 0.4, problem: null, pictureUrl: picture },
            { key: "3", name: "backup.iso", sizeBytes: 700_000_000, progress: null, problem: t("error.attachment.tooLarge") },
          ]}
        >
          <Textarea aria-label={t("workspace.company.comment")} minRows={2} autosize />
        </FileDrop>
      </Part>
      <Part name="ConfirmDialog, NameDialog, toast">
        <Group gap="xs">
          <Button variant="default" onClick={() => setAsked("confirm")}>
            ConfirmDialog
          </Button>
          <Button variant="default" onClick={() => setAsked("danger")}>
            ConfirmDialog danger
          </Button>
          <Button variant="default" onClick={() => setAsked("name")}>
            NameDialog
          </Button>
          <Button variant="default" onClick={() => toast(t("workspace.editing.saved"))}>
            toast
          </Button>
          <Button
            variant="default"
            onClick={() => toast(t("workspace.bulk.done", { count: 12 }), { label: t("ui.undo"), run: () => toast(t("workspace.bulk.undone", { count: 12 })) })}
          >
            toast + undo
          </Button>
          <Button variant="default" onClick={() => toastProblem(t("error.record.versionStale"))}>
            toastProblem
          </Button>
        </Group>
        <ConfirmDialog
          opened={asked === "confirm" || asked === "danger"}
          danger={asked === "danger"}
          title={t("ui.unsavedTitle")}
          confirmLabel={t("ui.leave")}
          cancelLabel={t("ui.stay")}
          onConfirm={close}
          onClose={close}
        >
          {t("ui.unsavedText")}
        </ConfirmDialog>
        {asked === "name" && (
          <Stack>
            <NameDialog title={t("ui.renameView")} label={t("ui.viewName")} name="Hannover" onSubmit={async () => t("error.view.nameTaken")} onClose={close} />
          </Stack>
        )}
      </Part>
    </>
  );
}
