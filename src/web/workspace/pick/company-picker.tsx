import { getCompany, listCompanies } from "#contract/company.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { type Found, type PickerProps, RecordPicker } from "./record-picker.tsx";

type Given = PickerProps & { name?: string | null | undefined; create?: { label: (q: string) => string; run: (q: string) => void } };

export function CompanyPicker({ name, create, ...props }: Given) {
  const chosen = useEndpoint(getCompany, { params: { id: props.value ?? "" } }, { enabled: props.value !== null && !name });
  const label = name ?? chosen.data?.name;
  const useFound = (q: string, active: boolean): Found => {
    const { data, isFetching } = useEndpoint(listCompanies, { query: { limit: 20, ...(q === "" ? {} : { q }) } }, { enabled: active, keepPrevious: true });
    return {
      options: (data?.items ?? []).map((company) => ({
        value: company.id,
        label: company.name,
        detail: [company.number, company.city].filter(Boolean).join(" · "),
      })),
      busy: isFetching,
      total: data?.total ?? 0,
    };
  };
  return (
    <RecordPicker
      {...props}
      chosen={props.value === null || label === undefined ? null : { value: props.value, label }}
      useFound={useFound}
      {...(create === undefined ? {} : { create })}
    />
  );
}
