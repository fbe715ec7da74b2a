/** What a change of many tickets wants of each of them: what it adds and takes away depends on what is there (ZEP-11). */
import type { ProjectPair } from "#domain/access/grants.ts";
import type { TicketValues, TimeTreatment, WantedChange } from "./ticket-change.ts";

export type ManyChange = Pick<
  WantedChange,
  "statusId" | "pendingUntil" | "priorityId" | "queueId" | "assigneeId" | "companyId" | "contactId" | "dueAt" | "ownFields" | "primaryProject"
> &
  TimeTreatment & {
    /** With `primaryProject`: the pair that was primary stays as a secondary one (ZEP-12). */
    keepPrimary?: boolean | undefined;
    addSecondaryProject?: ProjectPair | undefined;
    addCategoryIds?: readonly string[] | undefined;
    removeCategoryIds?: readonly string[] | undefined;
    addTagIds?: readonly string[] | undefined;
    removeTagIds?: readonly string[] | undefined;
  };

export function wantedOf(
  { primaryProject, secondaryProjects, categoryIds, tagIds }: Pick<TicketValues, "primaryProject" | "secondaryProjects" | "categoryIds" | "tagIds">,
  { keepPrimary = false, addSecondaryProject, addCategoryIds = [], removeCategoryIds = [], addTagIds = [], removeTagIds = [], ...fields }: ManyChange,
): WantedChange & TimeTreatment {
  const kept = keepPrimary && fields.primaryProject !== undefined && primaryProject !== null ? [primaryProject] : [];
  const added = [...kept, ...(addSecondaryProject ? [addSecondaryProject] : [])];
  return {
    ...fields,
    ...(added.length > 0 ? { secondaryProjects: [...secondaryProjects, ...added] } : {}),
    ...(addCategoryIds.length + removeCategoryIds.length > 0 ? { categoryIds: changedSet(categoryIds, addCategoryIds, removeCategoryIds) } : {}),
    ...(addTagIds.length + removeTagIds.length > 0 ? { tagIds: changedSet(tagIds, addTagIds, removeTagIds) } : {}),
  };
}

const changedSet = (there: readonly string[], added: readonly string[], removed: readonly string[]): string[] =>
  [...there, ...added].filter((id) => !removed.includes(id));
