/** The fields of a person, for making a contact and for changing one. */
import { Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ContactView } from "#contract/contact.ts";
import { LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { errorOf, type FieldTexts } from "#web/ui/form-errors.tsx";
import { FormSection } from "#web/workspace/editing/form-section.tsx";
import { readOnly } from "#web/workspace/editing/read-only.ts";
import { TimeZoneSelect } from "#web/workspace/session/time-zone-select.tsx";

export type ContactValues = Pick<
  ContactView,
  "title" | "firstName" | "lastName" | "email" | "phone" | "mobile" | "fax" | "street" | "zip" | "city" | "country" | "comment" | "language" | "timeZone"
>;

export const EMPTY_CONTACT: ContactValues = {
  title: "",
  firstName: "",
  lastName: "",
  email: "",
  phone: "",
  mobile: "",
  fax: "",
  street: "",
  zip: "",
  city: "",
  country: "",
  comment: "",
  language: null,
  timeZone: null,
};
export const CONTACT_PATHS = Object.keys(EMPTY_CONTACT);

type Set = <Key extends keyof ContactValues>(key: Key, value: ContactValues[Key]) => void;
type Given = { values: ContactValues; set: Set; errors: FieldTexts; disabled?: boolean };

function useTextProps({ values, set, errors, disabled = false }: Given) {
  const { t } = useTranslation();
  return (key: Exclude<keyof ContactValues, "language" | "timeZone">) => ({
    label: t(`workspace.person.${key}`),
    value: values[key],
    onChange: (event: { currentTarget: { value: string } }) => set(key, event.currentTarget.value),
    error: errorOf(errors, key),
    ...readOnly(disabled),
    maxLength: key === "comment" ? 4000 : 200,
    autoComplete: "off",
  });
}

/** What is asked first: the name and how to reach the person. */
export function PersonFields(given: Given & { autoFocus?: boolean }) {
  const text = useTextProps(given);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput {...text("firstName")} autoFocus={given.autoFocus ?? false} />
      <TextInput {...text("lastName")} required />
      <TextInput {...text("email")} type="email" maxLength={254} />
      <TextInput {...text("phone")} type="tel" />
    </SimpleGrid>
  );
}

export function ContactFields(given: Given) {
  const { t } = useTranslation();
  const text = useTextProps(given);
  const disabled = given.disabled ?? false;
  return (
    <Stack gap="lg">
      <FormSection title={t("workspace.contact.sectionPerson")}>
        <PersonFields {...given} />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput {...text("title")} />
          <TextInput {...text("mobile")} type="tel" />
          <TextInput {...text("fax")} />
        </SimpleGrid>
      </FormSection>
      <FormSection title={t("workspace.company.sectionLanguage")} meaning={t("workspace.contact.sectionLanguageMeans")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t("workspace.company.language")}
            data={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))}
            value={given.values.language}
            onChange={(value) => given.set("language", value === "de" || value === "en" ? value : null)}
            clearable
            placeholder={t("workspace.record.asCompany")}
            {...readOnly(disabled)}
          />
          <TimeZoneSelect
            label={t("workspace.company.timeZone")}
            value={given.values.timeZone}
            onChange={(zone) => given.set("timeZone", zone)}
            inherited={t("workspace.record.asCompany")}
            disabled={disabled}
          />
        </SimpleGrid>
      </FormSection>
      <FormSection title={t("workspace.contact.sectionAddress")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput {...text("street")} />
          <TextInput {...text("zip")} />
          <TextInput {...text("city")} />
          <TextInput {...text("country")} />
        </SimpleGrid>
        <Textarea {...text("comment")} autosize minRows={2} maxRows={10} />
      </FormSection>
    </Stack>
  );
}
