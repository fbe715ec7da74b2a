/** Something that is done: says so when it is, says why when it is not, and asks again for what is on the screen. */
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { WHAT_IF } from "#web/workspace/what-if/use-what-if.ts";

type Options<Input, Output> = {
  /** What happened, as a sentence; null says nothing. */
  done?: string | ((output: Output, input: Input) => string | null);
  after?: (output: Output, input: Input) => unknown;
  /** The form shows what went wrong itself. */
  quiet?: boolean;
};

export function useAction<Input = void, Output = unknown>(
  run: (input: Input) => Promise<Output>,
  { done, after, quiet = false }: Options<Input, Output> = {},
): UseMutationResult<Output, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (output, input) => {
      await after?.(output, input);
      const words = typeof done === "function" ? done(output, input) : done;
      if (words) toast(words);
      // One change of access can show anywhere: everything is asked again, but only what is on the screen now.
      void client.invalidateQueries({
        predicate: (query) => query.queryKey[0] !== "session" && query.queryKey[0] !== "installation" && query.queryKey[0] !== WHAT_IF,
      });
    },
    onError: (error) => {
      if (!quiet) toastProblem(problemText(error));
      if (isStale(error)) void client.invalidateQueries();
    },
  });
}

/** Somebody else was quicker: what is on the screen is not what is there. */
export const isStale = (error: unknown): boolean =>
  error instanceof ApiProblem && ["record.versionStale", "ticket.changedMeanwhile", "ticket.answeredMeanwhile"].includes(error.code);
