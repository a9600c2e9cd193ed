/** A field in which one searches: it searches when the hand rests, not at every letter. */
import { useEffect, useRef, useState } from "preact/hooks";

/** How long a hand must rest, in milliseconds. */
const REST = 250;

interface Props {
  label: string;
  placeholder: string;
  search(text: string): void;
}

export function Search({ label, placeholder, search }: Props) {
  const [typed, setTyped] = useState("");
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Only typing searches: a timer that ran by itself when the field appears would take back what was clicked in the meantime.
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => search(text), REST);
  };
  return <input type="search" aria-label={label} placeholder={placeholder} value={typed} onInput={(event) => type(event.currentTarget.value)} />;
}
