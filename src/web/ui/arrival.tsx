/** Something came in: said politely to people who listen, and offered as a way there while it is not on the screen. */
import { IconArrowDown } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { FloatingPill } from "./floating-pill.tsx";

type Given = {
  /** Id of the element that came in; undefined: nothing did. */
  elementId: string | undefined;
  sentence: string;
};

export function Arrival({ elementId, sentence }: Given) {
  const [seen, setSeen] = useState<string>();
  useEffect(() => {
    const element = elementId === undefined ? null : document.getElementById(elementId);
    if (element === null) return;
    const watching = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) setSeen(elementId);
    });
    watching.observe(element);
    return () => watching.disconnect();
  }, [elementId]);
  const show = () => {
    setSeen(elementId);
    document.getElementById(elementId ?? "")?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  return (
    <>
      <p role="status" className="pf-hidden">
        {elementId === undefined ? "" : sentence}
      </p>
      {elementId !== undefined && seen !== elementId && (
        <FloatingPill onClick={show}>
          {sentence}
          <IconArrowDown size={16} aria-hidden />
        </FloatingPill>
      )}
    </>
  );
}
