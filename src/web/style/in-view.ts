/** Of steps in one line that is wider than a phone, the one that is now is seen. */
export const inView = (list: HTMLElement | null) => {
  const now = list?.querySelector<HTMLElement>('[aria-current]')
  if (list && now) list.scrollLeft = now.offsetLeft - list.offsetLeft - (list.clientWidth - now.clientWidth) / 2
}

/** What has just been said is seen, also above a bar at the bottom of a phone. */
export const seen = (said: HTMLElement | null) => said?.scrollIntoView({ block: 'center' })
