/** What is being typed survives leaving the page and coming back; only sending it, or the end of the session, clears it. Held in memory: it contains secrets. */
import { useCallback, useEffect, useState } from 'react'

const drafts = new Map<string, unknown>()

export const useDraft = <T>(key: string, begin: () => T) => {
  const [value, setValue] = useState<T>(() => (drafts.get(key) as T | undefined) ?? begin())
  const set = useCallback(
    (next: T) => {
      drafts.set(key, next)
      setValue(next)
    },
    [key],
  )
  const clear = useCallback(() => {
    drafts.delete(key)
  }, [key])
  return { value, set, clear }
}

/** Closing the window asks first while something typed has not been sent. */
export const useAskBeforeClosing = () => {
  useEffect(() => {
    const ask = (e: BeforeUnloadEvent) => {
      if (drafts.size) e.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])
}
export const forgetDrafts = () => drafts.clear()
