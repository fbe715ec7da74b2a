/** One own field: what it is called, what it takes, and whether contacts see it. Key and type stay as they were made. */
import { Select, Switch, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeOwnField, createOwnField, type OwnFieldView } from "#contract/own-field.ts";
import { OWN_FIELD_TYPES } from "#domain/tickets/own-fields.ts";
import { call } from "#web/client/call.ts";
import { LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { NameField } from "#web/workspace/editing/name-fields.tsx";
import { StateField } from "#web/workspace/editing/state-field.tsx";
import { FieldOptions, isComplete, type OptionDraft, optionsOf } from "./field-options.tsx";

export function OwnFieldDialog({ field, onClose }: { field: OwnFieldView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(field?.name || field?.key || "");
  const [labels, setLabels] = useState(field?.labels ?? {});
  const [type, setType] = useState<OwnFieldView["type"]>(field?.type ?? "text");
  const [options, setOptions] = useState<readonly OptionDraft[]>(field?.options ?? []);
  const [shownToContacts, setShown] = useState(field?.shownToContacts ?? false);
  const [state, setState] = useState(field?.state ?? "active");
  const isChoice = type === "choice" || type === "choices";
  const save = useAction(
    () => {
      const given = { name: name.trim(), labels: withoutEmpty(labels), options: isChoice ? optionsOf(options) : [], shownToContacts };
      if (field !== null) return call(changeOwnField, { params: { id: field.id }, body: { version: field.version, ...given, state } });
      return call(createOwnField, { body: { ...given, type: OWN_FIELD_TYPES.find((one) => one === type) ?? "text" } });
    },
    { quiet: true, done: t("workspace.editing.saved"), after: onClose },
  );
  return (
    <FormDialog
      title={t(field === null ? "workspace.ownField.new" : "workspace.ownField.edit")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={name.trim() === "" || (isChoice && !isComplete(options))}
      error={save.error}
      known={["name"]}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} hint={t("workspace.ownField.nameMeans")} problem={save.error} />
      {(["en", "de"] as const).map((language) => (
        <TextInput
          key={language}
          label={t("workspace.status.labelIn", { language: LANGUAGE_NAMES[language] })}
          maxLength={200}
          placeholder={name}
          value={labels[language] ?? ""}
          onChange={(event) => setLabels({ ...labels, [language]: event.currentTarget.value })}
        />
      ))}
      {field === null ? (
        <Select
          label={t("workspace.ownField.typeOf")}
          description={t(`workspace.ownField.typeMeans.${type}`)}
          data={OWN_FIELD_TYPES.map((one) => ({ value: one, label: t(`workspace.ownField.type.${one}`) }))}
          value={type}
          onChange={(one) => setType(OWN_FIELD_TYPES.find((known) => known === one) ?? "text")}
          allowDeselect={false}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t("workspace.ownField.isOfType", { type: t(`workspace.ownField.type.${type}`), key: field.key })}
        </Text>
      )}
      {isChoice && <FieldOptions options={options} onChange={setOptions} />}
      {type !== "json" && (
        <Switch
          label={t("workspace.ownField.show")}
          description={t(shownToContacts ? "workspace.ownField.showOn" : "workspace.ownField.showOff")}
          checked={shownToContacts}
          onChange={(event) => setShown(event.currentTarget.checked)}
        />
      )}
      {field !== null && (
        <StateField
          value={state}
          onChange={(value) => setState(value === "closed" ? "closed" : "active")}
          states={["active", "closed"]}
          hint={t("workspace.ownField.closedMeans")}
        />
      )}
    </FormDialog>
  );
}

const withoutEmpty = (labels: OwnFieldView["labels"]) =>
  Object.fromEntries(Object.entries(labels).filter(([, text]) => text !== undefined && text.trim() !== ""));
