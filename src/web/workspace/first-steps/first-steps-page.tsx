/** After the one-time link: what makes an installation useful, each step on its own, in any order, until done or put away. */
import { Anchor, Button, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheckFilled, IconCircleDashed } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeSettings, getFirstSteps } from "#contract/administration.ts";
import { call } from "#web/client/call.ts";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useUi } from "#web/ui/ui-context.tsx";
import { NewAgentDialog } from "#web/workspace/agents/new-agent-dialog.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { TestMailDialog } from "#web/workspace/outbox/test-mail-dialog.tsx";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { FirstQueueDialog } from "./first-queue-dialog.tsx";
import classes from "./first-steps.module.css";

type Opened = "mail" | "queue" | "colleague" | null;

export function FirstStepsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const session = useSession();
  const { navigation } = useUi();
  const [opened, setOpened] = useState<Opened>(null);
  const steps = useEndpoint(getFirstSteps, {}, { staleMilliseconds: 0 });
  const putAway = useAction(() => call(changeSettings, { body: { values: { "installation.firstSteps": false } } }), {
    done: t("workspace.firstSteps.putAwayDone"),
    after: () => navigation.push("/tickets"),
  });
  useCrumbs({ label: t("workspace.firstSteps.title") });
  if (steps.error !== null) return <PageProblem error={steps.error} onRetry={() => void steps.refetch()} />;
  if (steps.data === undefined) return <Skeleton height={420} maw={760} />;
  const { data } = steps;
  const close = () => setOpened(null);
  return (
    <div style={{ maxWidth: 760 }}>
      <PageHeader title={t("workspace.firstSteps.title")} below={t(data.shown ? "workspace.firstSteps.below" : "workspace.firstSteps.allDone")} />
      <Card withBorder padding={0} bg="var(--pf-surface)">
        <ol className={classes.steps}>
          <Step
            done
            title={t("workspace.firstSteps.installation", { name: session.installationName })}
            meaning={t("workspace.firstSteps.installationMeans")}
            action={
              <Anchor component={Link} to="/settings" size="sm">
                {t("workspace.firstSteps.toSettings")}
              </Anchor>
            }
          />
          <Step
            done={data.mail}
            title={t("workspace.firstSteps.mail")}
            meaning={t(data.mailServer ? "workspace.firstSteps.mailMeans" : "workspace.firstSteps.mailWithoutServer")}
            action={may("setting:write") && <Act done={data.mail} label={t("workspace.outbox.test")} onClick={() => setOpened("mail")} />}
          />
          <Step
            done={data.queue}
            title={t("workspace.firstSteps.queue")}
            meaning={t("workspace.firstSteps.queueMeans")}
            action={may("access:write") && <Act done={data.queue} label={t("workspace.access.newQueue")} onClick={() => setOpened("queue")} />}
          />
          <Step
            done={data.customer}
            title={t("workspace.firstSteps.customer")}
            meaning={t("workspace.firstSteps.customerMeans")}
            action={may("contact:write") && <Act done={data.customer} label={t("workspace.contact.new")} onClick={() => navigation.push("/contacts/new")} />}
          />
          <Step
            done={data.colleague}
            title={t("workspace.firstSteps.colleague")}
            meaning={t("workspace.firstSteps.colleagueMeans")}
            action={may("agent:write") && <Act done={data.colleague} label={t("workspace.agent.new")} onClick={() => setOpened("colleague")} />}
          />
        </ol>
      </Card>
      {data.shown && may("setting:write") && (
        <Group mt="md" gap="sm">
          <Button variant="default" loading={putAway.isPending} onClick={() => putAway.mutate()}>
            {t("workspace.firstSteps.putAway")}
          </Button>
          <Text size="sm" c="dimmed">
            {t("workspace.firstSteps.putAwayMeans")}
          </Text>
        </Group>
      )}
      {opened === "mail" && <TestMailDialog onClose={close} />}
      {opened === "queue" && <FirstQueueDialog onClose={close} />}
      {opened === "colleague" && <NewAgentDialog onClose={close} />}
    </div>
  );
}

function Step({ done, title, meaning, action }: { done: boolean; title: string; meaning: string; action: ReactNode }) {
  const { t } = useTranslation();
  return (
    <li className={classes.step} data-done={done}>
      {done ? <IconCircleCheckFilled size={22} className={classes.mark} aria-hidden /> : <IconCircleDashed size={22} className={classes.mark} aria-hidden />}
      <Stack gap={2} className={classes.words ?? ""}>
        <Title order={2} fz="md">
          {title} <span className="pf-hidden">{t(done ? "workspace.firstSteps.done" : "workspace.firstSteps.open")}</span>
        </Title>
        <Text size="sm" c="dimmed">
          {meaning}
        </Text>
      </Stack>
      {action}
    </li>
  );
}

/** The button is for what is still open; what is done can be done again by a link. */
const Act = ({ done, label, onClick }: { done: boolean; label: string; onClick: () => void }) =>
  done ? (
    <Anchor component="button" type="button" size="sm" onClick={onClick} style={{ flex: "none" }}>
      {label}
    </Anchor>
  ) : (
    <Button variant="default" onClick={onClick} style={{ flex: "none" }}>
      {label}
    </Button>
  );
