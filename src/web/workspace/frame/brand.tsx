/** The sign of Pforte: a gate that stands open. */
export function Brand({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" fill="#226044" />
      <path
        d="M6 19V8.5A2.5 2.5 0 0 1 8.5 6H10M18 19V8.5A2.5 2.5 0 0 0 15.5 6H14M10 12v7M14 12v7"
        fill="none"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
