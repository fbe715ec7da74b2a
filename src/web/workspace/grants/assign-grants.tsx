/** Grants in the matrix, the same from both sides: the projects of a contact, the contacts of a project. */
import { Button, Group, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type GrantRowView, listContactsToGrant, listProjectsToGrant } from "#contract/grant-matrix.ts";
import { useAddress } from "#web/client/address.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { type Changes, cellOf, type Marks, NO_CHANGES } from "#web/ui/matrix/marks.ts";
import { toastProblem } from "#web/ui/toasts.tsx";
import { AssignmentMatrix, type Shown } from "#web/workspace/access/assignment-matrix.tsx";
import { useMatrixRows } from "#web/workspace/access/use-matrix-rows.ts";
import { useGoBack, useWayBack } from "#web/workspace/frame/way-back.ts";
import { GRANT_SCALE, heldBy } from "./grant-details.ts";
import { GateHint, type GrantsOf } from "./grant-table.tsx";
import { useDetails } from "./use-details.tsx";
import { useGrantRows } from "./use-grant-rows.tsx";
import { storedIn, useSaveGrants } from "./use-save-grants.ts";

const SHOWN = ["all", "assigned", "changed"] as const satisfies readonly Shown[];

export function AssignGrants({ of }: { of: GrantsOf }) {
  const { t } = useTranslation();
  const side = "contact" in of ? "contact" : "project";
  const record = "contact" in of ? of.contact : of.project;
  const { id, name } = record;
  const [address, changeAddress] = useAddress();
  const [changes, setChanges] = useState<Changes>(NO_CHANGES);
  const cameFrom = side === "contact" ? `/contacts/${id}/access` : `/projects/${id}/contacts`;
  const goBack = useGoBack();
  const shown = SHOWN.find((one) => one === address.shown) ?? "all";
  const q = address.q ?? "";
  const list = useMatrixRows<GrantRowView>({ endpoint: side === "contact" ? listProjectsToGrant : listContactsToGrant, id }, { q, shown });
  const { rowOf } = list;
  const contentOf = useContents(rowOf);
  const nameOf = (rowId: string) => rowOf(rowId)?.name ?? "";
  const pairOf = (rowId: string) => (side === "contact" ? { contactId: id, projectId: rowId } : { contactId: rowId, projectId: id });
  const details = useDetails({
    rowOf,
    changes,
    onChanges: setChanges,
    projectOf: (rowId) => pairOf(rowId).projectId,
    titleOf: (rowId) => (side === "contact" ? `${name}: ${nameOf(rowId)}` : `${nameOf(rowId)}: ${name}`),
  });
  const save = useSaveGrants({
    rowOf,
    reload: list.reload,
    pairOf,
    onSaved: () => setChanges(NO_CHANGES),
    onSeveral: (rowIds) => {
      setChanges((before) => new Map([...before].filter(([key]) => !rowIds.includes(cellOf(key).rowId))));
      toastProblem(t("workspace.grant.becameSeveral", { name: nameOf(rowIds[0] ?? "") }));
    },
  });
  const rows = useGrantRows({ side, listPath: cameFrom, rows: shown === "changed" ? null : list.rows, changes, rowOf });
  const { columns, faces, marksText } = useWords();
  if (list.error !== null && list.rows.length === 0) return <ErrorState message={problemText(list.error)} onRetry={list.retry} />;
  const isEmpty = !list.isLoading && list.rows.length === 0 && q === "" && shown === "all";
  return (
    <section style={{ maxWidth: 960 }}>
      <Heading side={side} name={name} cameFrom={cameFrom} />
      <GateHint />
      {isEmpty ? (
        <EmptyState title={t(`workspace.grant.nobody.${side}`)}>{t(`workspace.grant.nobodyHow.${side}`)}</EmptyState>
      ) : (
        <AssignmentMatrix
          label={t(side === "contact" ? "workspace.grant.assignTitle" : "workspace.assign.title.company", { name })}
          rowTitle={t(side === "contact" ? "workspace.ticket.project" : "workspace.ticket.contact")}
          rows={rows}
          columns={columns}
          scale={GRANT_SCALE}
          faces={faces}
          contentOf={contentOf}
          storedOf={storedIn(rowOf)}
          changes={changes}
          onChanges={setChanges}
          more={details.texts}
          filter={{
            text: q,
            onText: (text) => changeAddress({ q: text }),
            shown,
            choices: SHOWN,
            onShown: (value) => changeAddress({ shown: value === "all" ? undefined : value }),
            hint: side === "contact" ? undefined : t("workspace.contact.searchHint"),
          }}
          moreRows={shown === "changed" ? undefined : list.moreRows}
          readOnly={!record.can.includes("changeAccess")}
          isLoading={list.isLoading}
          nameOf={(key) => nameOf(cellOf(key).rowId)}
          marksText={marksText}
          nothing={t("workspace.grant.nothing")}
          legend={t("workspace.grant.legend")}
          consequence={t("workspace.grant.means")}
          planned={() => save.planned(changes)}
          busy={save.isPending}
          onSave={(reason, close) => save.mutate({ changes, reason }, { onSettled: close })}
          onFinish={(reason, close) => save.mutate({ changes, reason }, { onSettled: close, onSuccess: () => goBack(cameFrom) })}
        />
      )}
      {details.dialog}
    </section>
  );
}

/** Several grants are no cell: none of them is overwritten. */
function useContents(rowOf: (rowId: string) => GrantRowView | undefined) {
  const { t } = useTranslation();
  return useCallback(
    (rowId: string) => {
      const row = rowOf(rowId);
      if (row === undefined || row.grantCount > 1) return null;
      const { marks, more } = heldBy(row);
      const obstacle = row.grant?.obstacle ?? null;
      return { stored: marks, inherited: [], more, hint: obstacle === null ? undefined : t(`workspace.grant.obstacle.${obstacle}`) };
    },
    [rowOf, t],
  );
}

function useWords() {
  const { t } = useTranslation();
  const columns = useMemo(() => [{ key: "grant", title: t("workspace.grant.column"), isWide: true as const }], [t]);
  const faces = useMemo(
    () => ({
      read: { letter: t("workspace.grant.readsOnly.letter"), name: t("workspace.grant.readsOnly") },
      full: { letter: t("workspace.grant.readsAndAnswers.letter"), name: t("workspace.grant.readsAndAnswers") },
    }),
    [t],
  );
  const marksText = (marks: Marks) =>
    t(marks.length === 0 ? "workspace.grant.nothing" : marks.includes("full") ? "workspace.grant.readsAndAnswers" : "workspace.grant.readsOnly");
  return { columns, faces, marksText };
}

function Heading({ side, name, cameFrom }: { side: "contact" | "project"; name: string; cameFrom: string }) {
  const { t } = useTranslation();
  const wayBack = useWayBack();
  return (
    <Group justify="space-between" align="flex-start" mb="sm" gap="sm">
      <div>
        <Title order={2}>{t(side === "contact" ? "workspace.grant.assignTitle" : "workspace.assign.title.company", { name })}</Title>
        <Text size="sm" c="dimmed">
          {t(side === "contact" ? "workspace.grant.meaning" : "workspace.grant.meaningOnProject")}
        </Text>
      </div>
      <Button component={Link} {...wayBack(cameFrom)} variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />}>
        {t(side === "contact" ? "workspace.grant.back" : "workspace.assign.back.company")}
      </Button>
    </Group>
  );
}
