/** Builds everything, starts it, stops it: the only place that knows all parts. */
import { join } from "node:path";
import { createFacts } from "#server/features/access/load-facts.ts";
import { routes as accessRoutes } from "#server/features/access/routes.ts";
import { routes as agentRoutes } from "#server/features/agents/routes.ts";
import { routes as apiTokenRoutes } from "#server/features/api-tokens/routes.ts";
import { routes as auditRoutes } from "#server/features/audit/routes.ts";
import { routes as categoryRoutes } from "#server/features/categories/routes.ts";
import { routes as checkupRoutes } from "#server/features/checkup/routes.ts";
import { routes as companyRoutes } from "#server/features/companies/routes.ts";
import { routes as contactRoutes } from "#server/features/contacts/routes.ts";
import { routes as grantRoutes } from "#server/features/grants/routes.ts";
import { routes as groupRoutes } from "#server/features/groups/routes.ts";
import { routes as healthRoutes } from "#server/features/health/routes.ts";
import { routes as liveRoutes } from "#server/features/live/routes.ts";
import { jobs as outboxJobs } from "#server/features/outbox/jobs.ts";
import { routes as outboxRoutes } from "#server/features/outbox/routes.ts";
import { routes as ownFieldRoutes } from "#server/features/own-fields/routes.ts";
import { routes as priorityRoutes } from "#server/features/priorities/routes.ts";
import { routes as projectRoutes } from "#server/features/projects/routes.ts";
import { routes as queueRoutes } from "#server/features/queues/routes.ts";
import { routes as rightsRoutes } from "#server/features/rights/routes.ts";
import { routes as roleRoutes } from "#server/features/roles/routes.ts";
import { routes as serviceRoutes } from "#server/features/services/routes.ts";
import { routes as sessionRoutes } from "#server/features/sessions/routes.ts";
import { installationLanguage } from "#server/features/settings/queries.ts";
import { routes as settingRoutes } from "#server/features/settings/routes.ts";
import { createFindPrincipal } from "#server/features/sign-in/find-principal.ts";
import { jobs as signInJobs } from "#server/features/sign-in/jobs.ts";
import { routes as signInRoutes } from "#server/features/sign-in/routes.ts";
import { routes as statusRoutes } from "#server/features/statuses/routes.ts";
import { routes as subtaskRoutes } from "#server/features/subtasks/routes.ts";
import { routes as tagRoutes } from "#server/features/tags/routes.ts";
import { routes as ticketLinkRoutes } from "#server/features/ticket-links/routes.ts";
import { jobs as ticketJobs } from "#server/features/tickets/jobs.ts";
import { routes as ticketRoutes } from "#server/features/tickets/routes.ts";
import { routes as timeEntryRoutes } from "#server/features/time-entries/routes.ts";
import { routes as viewRoutes } from "#server/features/views/routes.ts";
import type { Config } from "#server/platform/config/config.ts";
import { connect, type DatabaseAddress, type Databases } from "#server/platform/db/connect.ts";
import { createFileStore } from "#server/platform/files/file-store.ts";
import { createApp } from "#server/platform/http/app.ts";
import { type Listener, openListener } from "#server/platform/http/listener.ts";
import type { Route } from "#server/platform/http/route.ts";
import { createGivenAnswers, type GivenAnswers } from "#server/platform/http/told-answers.ts";
import { serveWebApps } from "#server/platform/http/web-apps.ts";
import { type JobRunner, startJobs } from "#server/platform/jobs/job-runner.ts";
import type { Kernel } from "#server/platform/kernel.ts";
import type { Log } from "#server/platform/log/log.ts";

export const ROUTES: readonly Route[] = [
  ...accessRoutes,
  ...agentRoutes,
  ...apiTokenRoutes,
  ...auditRoutes,
  ...categoryRoutes,
  ...tagRoutes,
  ...ownFieldRoutes,
  ...checkupRoutes,
  ...companyRoutes,
  ...contactRoutes,
  ...grantRoutes,
  ...groupRoutes,
  ...healthRoutes,
  ...liveRoutes,
  ...outboxRoutes,
  ...priorityRoutes,
  ...statusRoutes,
  ...projectRoutes,
  ...queueRoutes,
  ...roleRoutes,
  ...serviceRoutes,
  ...sessionRoutes,
  ...rightsRoutes,
  ...settingRoutes,
  ...signInRoutes,
  ...subtaskRoutes,
  ...ticketLinkRoutes,
  ...ticketRoutes,
  ...timeEntryRoutes,
  ...viewRoutes,
];
export const JOBS = [...outboxJobs, ...signInJobs, ...ticketJobs];

export type KernelParts = {
  config: Config;
  log: Log;
  address: DatabaseAddress;
  databases?: Databases;
  clock?: () => Date;
  publicUrl?: () => string;
  givenAnswers?: GivenAnswers;
};

/** The kernel over a database that is reachable and migrated. */
export function buildKernel(parts: KernelParts): { kernel: Kernel; jobs: JobRunner; end: () => void } {
  const databases = parts.databases ?? connect(parts.address);
  const jobs = startJobs(databases, parts.log);
  const ending = new AbortController();
  const kernel: Kernel = {
    databases,
    files: createFileStore(join(parts.config.dataFolder, "files")),
    config: parts.config,
    log: parts.log,
    publicUrl: parts.publicUrl ?? (() => parts.config.publicUrl ?? `http://${parts.config.host}:${parts.config.port}`),
    clock: parts.clock ?? (() => new Date()),
    ...createFacts(),
    givenAnswers: parts.givenAnswers ?? createGivenAnswers(),
    ending: ending.signal,
    enqueue: jobs.enqueue,
  };
  return { kernel, jobs, end: () => ending.abort() };
}

export const buildApp = (kernel: Kernel) =>
  createApp(kernel, ROUTES, { findPrincipal: createFindPrincipal(kernel), installationLanguage: () => installationLanguage(kernel.databases.main) });

export type RunningServer = { url: string; kernel: Kernel; stop: () => Promise<void> };

/** `stop` ends the streams, lets running requests finish (at most ten seconds), then ends jobs and connections. A listener of the caller's is closed too. */
export async function startServer(parts: Omit<KernelParts, "publicUrl"> & { listener?: Listener }): Promise<RunningServer> {
  const listener = parts.listener ?? (await openListener(parts.config));
  const { kernel, jobs, end } = buildKernel({ ...parts, publicUrl: () => parts.config.publicUrl ?? listener.url });
  const stop = async () => {
    end();
    await listener.close();
    await jobs.stop();
    await kernel.databases.close();
  };
  try {
    listener.answerWith(serveWebApps(buildApp(kernel)).fetch);
    await jobs.work(kernel, JOBS);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: listener.url, kernel, stop };
}
