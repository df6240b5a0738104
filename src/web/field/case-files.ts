/** Where files of a form go: to the attachments of the case it is about, as soon as they are chosen. */
import { createContext, useContext } from 'react'

export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly bytes?: number
}
export interface FileDesk {
  readonly keep: (file: File) => Promise<StoredFile>
  readonly nameOf: (id: string) => string | undefined
}
const Desk = createContext<FileDesk | undefined>(undefined)
export const FileDeskOf = Desk.Provider
export const useFileDesk = () => useContext(Desk)
