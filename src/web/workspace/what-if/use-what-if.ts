/**
 * Asks who would gain and lose what, a thousand people at a time, and adds up; stops when nobody looks any more. A change that makes
 * no difference now is asked about when it first does.
 */
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askWhatIf } from "#contract/access.ts";
import { addAnswers, changesNothing, type WhatIfAnswer } from "#domain/access/what-if-answer.ts";
import { call } from "#web/client/call.ts";
import type { PlannedCall } from "./planned-call.ts";

/** Beyond so many answers somebody has to want to know it. */
const answersUnasked = 5;
const typingMilliseconds = 300;
/** So many instants ahead are looked at before it is said that nobody gains or loses anything. */
const mostInstants = 6;

export type Looking = {
  /** As far as it is known; null: nothing yet. */
  answer: WhatIfAnswer | null;
  error: Error | null;
  /** More is on its way. */
  goesOn: boolean;
  stop: () => void;
  /** After it stopped, or failed. */
  goOn: () => void;
  /** Asks about another instant; null: about now. */
  lookAt: (at: string | null) => void;
  /** An instant was asked about. */
  isChosen: boolean;
};

/** `unasked`: instants looked at so far because nothing changed before. */
type About = { question: string; at: string | null; unasked: number; isChosen: boolean };

const aboutNow = (question: string): About => ({ question, at: null, unasked: 0, isChosen: false });

export function useWhatIf(planned: PlannedCall): Looking {
  const [question] = useDebouncedValue(JSON.stringify(planned), typingMilliseconds);
  const [most, setMost] = useState(answersUnasked);
  const [chosen, setAbout] = useState<About>(() => aboutNow(question));
  const about = chosen.question === question ? chosen : aboutNow(question);
  const { at } = about;
  const asked = useInfiniteQuery({
    queryKey: [WHAT_IF, question, at],
    queryFn: ({ pageParam: cursor, signal }) =>
      call(askWhatIf, { body: { change: JSON.parse(question) as PlannedCall, ...(at && { at }), ...(cursor && { cursor }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
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
  const answer = data === undefined ? null : data.pages.reduce(addAnswers);
  const looksAhead =
    answer !== null && answer.next === null && answer.later !== null && changesNothing(answer) && !about.isChosen && about.unasked < mostInstants;
  useEffect(() => {
    if (looksAhead) setAbout({ question, at: answer.later, unasked: about.unasked + 1, isChosen: false });
  }, [looksAhead, question, answer?.later, about.unasked]);
  const isTyping = question !== JSON.stringify(planned);
  return {
    answer: isTyping || looksAhead ? null : answer,
    error: isTyping ? null : asked.error,
    goesOn: isTyping || isFetching || wantsMore || looksAhead,
    lookAt: (instant) => setAbout({ question, at: instant, unasked: 0, isChosen: true }),
    isChosen: about.isChosen && at !== null,
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
