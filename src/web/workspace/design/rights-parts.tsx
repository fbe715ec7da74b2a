/** Cells of the matrix, and the picture that answers why. */
import { Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Marks } from "#web/ui/matrix/marks.ts";
import { MatrixCell } from "#web/ui/matrix/matrix-cell.tsx";
import { LEVEL_SCALE, useLevelFaces, useLevelsText } from "#web/workspace/access/levels.ts";
import { WhyPicture } from "#web/workspace/access/why-picture.tsx";
import { MatrixParts } from "./matrix-parts.tsx";
import { Part } from "./part.tsx";
import { explanation } from "./samples.ts";

type Sample = { marks: Marks; inherited?: Marks; changed?: boolean; locked?: boolean };

const cells: readonly Sample[] = [
  { marks: [] },
  { marks: ["read"] },
  { marks: ["read", "create"] },
  { marks: ["edit"] },
  { marks: [], inherited: ["read"] },
  { marks: ["read"], inherited: ["edit"] },
  { marks: ["read"], changed: true },
  { marks: ["read"], locked: true },
];

export function RightsParts() {
  const { t } = useTranslation();
  return (
    <>
      <Part name="MatrixCell">
        <Group gap="lg">
          {cells.map((cell) => (
            <SampleCell key={JSON.stringify(cell)} {...cell} />
          ))}
        </Group>
        <Text size="sm" c="dimmed" mt="sm">
          {t("workspace.design.cells")}
        </Text>
      </Part>
      <MatrixParts />
      <Part name="WhyPicture">
        <WhyPicture explanation={explanation(true)} onVerb={() => undefined} />
      </Part>
      <Part name="WhyPicture">
        <WhyPicture explanation={explanation(false)} onVerb={() => undefined} />
      </Part>
    </>
  );
}

function SampleCell({ marks, inherited = [], changed = false, locked = false }: Sample) {
  const { t } = useTranslation();
  const faces = useLevelFaces();
  const textOf = useLevelsText();
  const [held, setHeld] = useState(marks);
  return (
    <MatrixCell
      label={textOf(held)}
      scale={LEVEL_SCALE}
      faces={faces}
      marks={held}
      stored={marks}
      inherited={inherited}
      changed={changed || held !== marks}
      changedText={t("ui.viewModified")}
      hint={textOf(inherited)}
      kept={false}
      locked={locked}
      onChange={setHeld}
    />
  );
}
