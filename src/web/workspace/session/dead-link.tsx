/** A link that cannot be used (any more): says why, and leads on. */
import { Anchor, Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { Link } from "#web/ui/link.tsx";
import { EntryCard } from "./entry-card.tsx";

const REASONS = ["invalid", "expired", "used"] as const;

type Given = {
  error: Error;
  /** Said instead of what the reason means, where a new link is not sent but printed by the server. */
  printed?: string;
};

export function DeadLink({ error, printed }: Given) {
  const { t } = useTranslation();
  const reason = REASONS.find((one) => error instanceof ApiProblem && error.code === `link.${one}`);
  const signIn = printed !== undefined || reason === "used";
  if (reason === undefined) {
    return (
      <EntryCard title={t("ui.couldNotLoad")} below={problemText(error)}>
        <Button fullWidth onClick={() => window.location.reload()}>
          {t("ui.retry")}
        </Button>
      </EntryCard>
    );
  }
  return (
    <EntryCard title={t(`workspace.entry.deadLink.${reason}.title`)} below={printed ?? t(`workspace.entry.deadLink.${reason}.text`)}>
      <Stack gap="sm">
        <Button component={Link} to={signIn ? "/sign-in" : "/sign-in?notice=forgotten"} fullWidth>
          {t(signIn ? "workspace.entry.signIn" : "workspace.entry.deadLink.askAgain")}
        </Button>
        {printed === undefined && (
          <Anchor component={Link} to={signIn ? "/sign-in?notice=forgotten" : "/sign-in"} size="sm" ta="center">
            {t(signIn ? "workspace.entry.deadLink.askAgain" : "workspace.entry.backToSignIn")}
          </Anchor>
        )}
      </Stack>
    </EntryCard>
  );
}
