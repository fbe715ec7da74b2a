/** A new request. What can be chosen says the server; what was begun survives a closed tab. */
import { Skeleton, Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getCreateOptions } from "#contract/portal-ticket.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useDraft } from "#web/client/use-draft.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useTitle } from "#web/ui/use-title.ts";
import { emptyRequest, isEmptyRequest, type RequestDraft } from "./request-draft.ts";
import { RequestForm } from "./request-form.tsx";

export function NewRequestPage() {
  const { t } = useTranslation();
  const session = useSession();
  useTitle(t("portal.new.title"), session.installationName);
  const kept = useDraft<RequestDraft>(`${session.contactId}:new`, emptyRequest, isEmptyRequest);
  const { companyId } = kept.draft;
  const [companySearch, setCompanySearch] = useState("");
  const query = { ...(companyId === null ? {} : { company: companyId }), ...(companySearch === "" ? {} : { q: companySearch }) };
  const options = useQuery({
    queryKey: [getCreateOptions.path, query],
    queryFn: ({ signal }) => call(getCreateOptions, { query, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <div style={{ maxWidth: "46rem", margin: "0 auto" }}>
      <PageHeader
        title={t("portal.new.title")}
        {...(session.mayCreate ? { below: t("portal.new.explain", { installation: session.installationName }) } : {})}
      />
      {options.data !== undefined ? (
        session.mayCreate ? (
          <RequestForm options={options.data} isStale={options.isPlaceholderData} kept={kept} onCompanySearch={setCompanySearch} />
        ) : (
          <EmptyState
            title={t("portal.new.notPermitted")}
            action={
              <Link to="/tickets" className="pf-button">
                {t("portal.ticket.toList")}
              </Link>
            }
          >
            {t(session.readOnly ? "portal.readOnly" : "portal.new.notPermittedText")}
          </EmptyState>
        )
      ) : options.isError ? (
        <ErrorState message={problemText(options.error)} onRetry={() => void options.refetch()} />
      ) : (
        <Stack gap="lg" mt="lg" aria-busy>
          <Skeleton height={66} />
          <Skeleton height={66} />
          <Skeleton height={180} />
        </Stack>
      )}
    </div>
  );
}
