/** A value once it has been still for a moment, so that typing does not ask at every key. */
import { useEffect, useState } from 'react'

export const useSoon = <T>(value: T, milliseconds: number): T => {
  const [still, setStill] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return still
}
