import { type ContactListItem, getContact, listContacts } from "#contract/contact.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { type Found, type Option, type PickerProps, RecordPicker } from "./record-picker.tsx";

const asOption = (contact: ContactListItem): Option => ({
  value: contact.id,
  label: contact.name,
  detail: [contact.email, contact.companies.map((company) => company.name).join(", ")].filter(Boolean).join(" · "),
});

/** `companyId` offers only this company's people. `name` spares a question where the chosen one's name is known. */
export function ContactPicker({ companyId, name, ...props }: PickerProps & { companyId?: string | null; name?: string | null | undefined }) {
  const chosen = useEndpoint(getContact, { params: { id: props.value ?? "" } }, { enabled: props.value !== null && !name });
  const label = name ?? chosen.data?.name;
  const useFound = (q: string, active: boolean): Found => {
    const { data, isFetching } = useEndpoint(
      listContacts,
      { query: { limit: 20, ...(q === "" ? {} : { q }), ...(companyId ? { companyId } : {}) } },
      { enabled: active, keepPrevious: true },
    );
    return { options: (data?.items ?? []).map(asOption), busy: isFetching, total: data?.total ?? 0 };
  };
  return <RecordPicker {...props} chosen={props.value === null || label === undefined ? null : { value: props.value, label }} useFound={useFound} />;
}
