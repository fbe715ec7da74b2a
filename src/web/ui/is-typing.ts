/** True where a letter belongs to a text field or an open menu, so that shortcuts stay away. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && ["checkbox", "radio", "button"].includes(target.type)) return target.closest(overlays) !== null;
  return target.isContentEditable || target.closest(`input, textarea, select, ${overlays}`) !== null;
}

const overlays = "[role=menu], [role=listbox], [role=dialog]";
