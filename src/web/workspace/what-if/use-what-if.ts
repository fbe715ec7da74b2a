/** Asks who would gain and lose what, when the change begins, a thousand people at a time, and adds up; stops when nobody looks any more. */
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askWhatIf } from "#contract/access.ts";
import { addAnswers, type WhatIfAnswer } from "#domain/access/what-if-answer.ts";
import { call } from "#web/client/call.ts";
import { firstBeginning, type PlannedCall } from "./planned-call.ts";

/** Beyond so many answers somebody has to want to know it. */
const answersUnasked = 5;
const typingMilliseconds = 300;

export type Looking = {
  /** As far as it is known; null: nothing yet. */
  answer: WhatIfAnswer | null;
  error: Error | null;
  /** More is on its way. */
  goesOn: boolean;
  stop: () => void;
  /** After it stopped, or failed. */
  goOn: () => void;
};

export function useWhatIf(planned: PlannedCall): Looking {
  const [question] = useDebouncedValue(JSON.stringify(planned), typingMilliseconds);
  const [most, setMost] = useState(answersUnasked);
  const asked = useInfiniteQuery({
    queryKey: [WHAT_IF, question],
    queryFn: ({ pageParam, signal }) => {
      const change = JSON.parse(question) as PlannedCall;
      const at = pageParam === null ? firstBeginning(change, Date.now()) : (pageParam.at ?? undefined);
      return call(askWhatIf, { body: { change, ...(at && { at }), ...(pageParam && { cursor: pageParam.next }) }, signal });
    },
    initialPageParam: null as { next: string; at: string | null } | null,
    getNextPageParam: ({ next, at }) => (next === null ? null : { next, at }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage, refetch } = asked;
  const known = data?.pages.length ?? 0;
  const wantsMore = hasNextPage && !isError && known < most;
  useEffect(() => {
    if (wantsMore && !isFetching) void fetchNextPage();
  }, [wantsMore, isFetching, fetchNextPage]);
  const isTyping = question !== JSON.stringify(planned);
  return {
    answer: data === undefined || isTyping ? null : data.pages.reduce(addAnswers),
    error: isTyping ? null : asked.error,
    goesOn: isTyping || isFetching || wantsMore,
    stop: () => setMost(0),
    goOn: () => {
      if (data === undefined) void refetch();
      else if (isError) void fetchNextPage();
      setMost(Number.POSITIVE_INFINITY);
    },
  };
}

/** What it is kept under: not asked again because of what was saved. */
export const WHAT_IF = "what-if";
