import { type ContactListItem, getContact, listContacts } from "#contract/contact.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { type Option, type PickerProps, RecordPicker, usePicking } from "./record-picker.tsx";

const asOption = (contact: ContactListItem): Option => ({
  value: contact.id,
  label: contact.name,
  detail: [contact.email, contact.companies.map((company) => company.name).join(", ")].filter(Boolean).join(" · "),
});

/** `companyId` offers only this company's people. `name` spares a question where the chosen one's name is known. */
export function ContactPicker({ companyId, name, ...props }: PickerProps & { companyId?: string | null; name?: string | null | undefined }) {
  const chosen = useEndpoint(getContact, { params: { id: props.value ?? "" } }, { enabled: props.value !== null && !name });
  const label = name || chosen.data?.name;
  const picking = usePicking(props.value === null || label === undefined ? null : { value: props.value, label });
  const { data, isFetching } = useEndpoint(
    listContacts,
    { query: { limit: 20, ...(picking.q === "" ? {} : { q: picking.q }), ...(companyId ? { companyId } : {}) } },
    { enabled: picking.opened, keepPrevious: true },
  );
  return <RecordPicker {...props} picking={picking} options={(data?.items ?? []).map(asOption)} busy={isFetching} />;
}
