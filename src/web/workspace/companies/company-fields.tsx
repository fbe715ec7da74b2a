/** The fields of a company, for making one and for changing one. */
import { Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CompanyView } from "#contract/company.ts";
import { LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { errorOf, type FieldTexts } from "#web/ui/form-errors.tsx";
import { FormSection } from "#web/workspace/editing/form-section.tsx";
import { readOnly } from "#web/workspace/editing/read-only.ts";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { TimeZoneSelect } from "#web/workspace/session/time-zone-select.tsx";

export type CompanyValues = Pick<
  CompanyView,
  | "name"
  | "number"
  | "street"
  | "zip"
  | "city"
  | "country"
  | "url"
  | "comment"
  | "shippingAddress"
  | "billingAddress"
  | "classification"
  | "territory"
  | "parentId"
  | "billedByCompanyId"
  | "language"
  | "timeZone"
>;

export const EMPTY_COMPANY: CompanyValues = {
  name: "",
  number: "",
  street: "",
  zip: "",
  city: "",
  country: "",
  url: "",
  comment: "",
  shippingAddress: "",
  billingAddress: "",
  classification: "",
  territory: "",
  parentId: null,
  billedByCompanyId: null,
  language: null,
  timeZone: null,
};
export const COMPANY_PATHS = Object.keys(EMPTY_COMPANY);

type TextKey = Exclude<keyof CompanyValues, "parentId" | "billedByCompanyId" | "language" | "timeZone">;
type Given = {
  values: CompanyValues;
  set: <Key extends keyof CompanyValues>(key: Key, value: CompanyValues[Key]) => void;
  errors: FieldTexts;
  disabled?: boolean;
  isNew?: boolean;
};

export function CompanyFields({ values, set, errors, disabled = false, isNew = false }: Given) {
  const { t } = useTranslation();
  const text = (key: TextKey) => ({
    label: t(`workspace.company.${key}`),
    value: values[key],
    onChange: (event: { currentTarget: { value: string } }) => set(key, event.currentTarget.value),
    error: errorOf(errors, key),
    ...readOnly(disabled),
  });
  return (
    <Stack gap="lg">
      <FormSection title={t("workspace.company.sectionName")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput {...text("name")} required maxLength={200} data-autofocus autoFocus={isNew} />
          <TextInput
            {...text("number")}
            maxLength={150}
            description={t(isNew ? "workspace.company.numberNew" : "workspace.company.numberHint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            required={!isNew}
          />
          <TextInput {...text("classification")} maxLength={200} />
          <TextInput {...text("territory")} maxLength={200} />
        </SimpleGrid>
        <Textarea {...text("comment")} autosize minRows={2} maxRows={10} maxLength={4000} />
      </FormSection>
      <FormSection title={t("workspace.company.sectionAddress")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput {...text("street")} maxLength={200} />
          <TextInput {...text("zip")} maxLength={200} />
          <TextInput {...text("city")} maxLength={200} />
          <TextInput {...text("country")} maxLength={200} />
          <TextInput {...text("url")} maxLength={500} placeholder="https://" inputMode="url" />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Textarea {...text("shippingAddress")} autosize minRows={3} maxLength={2000} />
          <Textarea {...text("billingAddress")} autosize minRows={3} maxLength={2000} />
        </SimpleGrid>
      </FormSection>
      <FormSection title={t("workspace.company.sectionLanguage")} meaning={t("workspace.company.sectionLanguageMeans")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t("workspace.company.language")}
            data={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))}
            value={values.language}
            onChange={(value) => set("language", value === "de" || value === "en" ? value : null)}
            clearable
            placeholder={t("workspace.record.asInstallation")}
            {...readOnly(disabled)}
            error={errorOf(errors, "language")}
          />
          <TimeZoneSelect
            label={t("workspace.company.timeZone")}
            value={values.timeZone}
            onChange={(zone) => set("timeZone", zone)}
            inherited={t("workspace.record.asInstallation")}
            disabled={disabled}
          />
        </SimpleGrid>
      </FormSection>
      <FormSection title={t("workspace.company.sectionRelations")} meaning={t("workspace.company.sectionRelationsMeans")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <CompanyPicker
            label={t("workspace.company.parentId")}
            value={values.parentId}
            onChange={(id) => set("parentId", id)}
            clearable
            disabled={disabled}
            error={errorOf(errors, "parentId")}
          />
          <CompanyPicker
            label={t("workspace.company.billedByCompanyId")}
            value={values.billedByCompanyId}
            onChange={(id) => set("billedByCompanyId", id)}
            clearable
            disabled={disabled}
            error={errorOf(errors, "billedByCompanyId")}
          />
        </SimpleGrid>
      </FormSection>
    </Stack>
  );
}
