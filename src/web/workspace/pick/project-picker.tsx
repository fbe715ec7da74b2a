import { getProject, type ListedProject, listProjects } from "#contract/project.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { type Option, type PickerProps, RecordPicker, usePicking } from "./record-picker.tsx";

const asOption = (project: ListedProject): Option => ({
  value: project.id,
  label: project.name,
  detail: [project.number, project.company?.name].filter(Boolean).join(" · "),
});

type Given = PickerProps & {
  name?: string | null | undefined;
  /** Only those that this contact can be given a grant on. */
  grantableTo?: string | undefined;
  /** Only those that tickets of this company may be in. */
  forCompany?: string | null | undefined;
};

/** Closed ones are not offered. `name` spares a question where the chosen one's name is known. */
export function ProjectPicker({ name, grantableTo, forCompany, ...props }: Given) {
  const chosen = useEndpoint(getProject, { params: { id: props.value ?? "" } }, { enabled: props.value !== null && !name });
  const label = name || chosen.data?.name;
  const picking = usePicking(props.value === null || label === undefined ? null : { value: props.value, label });
  const { data, isFetching } = useEndpoint(
    listProjects,
    {
      query: {
        limit: 20,
        state: "active",
        ...(picking.q === "" ? {} : { q: picking.q }),
        ...(grantableTo ? { grantableTo } : {}),
        ...(forCompany ? { forCompany } : {}),
      },
    },
    { enabled: picking.opened, keepPrevious: true },
  );
  return <RecordPicker {...props} picking={picking} options={(data?.items ?? []).map(asOption)} busy={isFetching} />;
}
