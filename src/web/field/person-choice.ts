/** Who may be named in a person field of a form: the members of the household it is about. */
import { createContext, useContext } from 'react'

export interface Choosable {
  readonly id: string
  readonly name: string
  readonly relation?: string
}
const Choice = createContext<readonly Choosable[]>([])
export const PeopleToChoose = Choice.Provider
export const usePeopleToChoose = () => useContext(Choice)
