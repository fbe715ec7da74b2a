import { type CompanyView, getCompany, listCompanies } from "#contract/company.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { type Option, type PickerProps, RecordPicker, usePicking } from "./record-picker.tsx";

type Given = PickerProps & { name?: string | null | undefined; create?: { label: (q: string) => string; run: (q: string) => void } };

const asOption = (company: CompanyView): Option => ({
  value: company.id,
  label: company.name,
  detail: [company.number, company.city].filter(Boolean).join(" · "),
});

/** `name` spares a question where the chosen one's name is known. */
export function CompanyPicker({ name, create, ...props }: Given) {
  const chosen = useEndpoint(getCompany, { params: { id: props.value ?? "" } }, { enabled: props.value !== null && !name });
  const label = name || chosen.data?.name;
  const picking = usePicking(props.value === null || label === undefined ? null : { value: props.value, label });
  const { data, isFetching } = useEndpoint(
    listCompanies,
    { query: { limit: 20, ...(picking.q === "" ? {} : { q: picking.q }) } },
    { enabled: picking.opened, keepPrevious: true },
  );
  return (
    <RecordPicker {...props} picking={picking} options={(data?.items ?? []).map(asOption)} busy={isFetching} {...(create === undefined ? {} : { create })} />
  );
}
