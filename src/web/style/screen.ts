/** A phone is a screen narrower than 768 pixels: cards for tables, and the actions at the bottom. */
import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(max-width: 767px)')
const listen = (changed: () => void) => {
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}
export const useIsPhone = () => useSyncExternalStore(listen, () => narrow.matches)
