/** 结婚证、离婚证: where each word stands on the pre-printed inner page, from its upper left corner; a printer's own error is set at the printer. */
import { at, dateParts, type Entry, type Filled, type Form, type Holder } from '#define/form'

const person = ({ name, sex, nationality, born, idNumber }: Holder, y: number): Entry[] => {
  const [year, month, day] = dateParts(born)
  return [
    ...[at(34, y, name), at(92, y, sex)],
    ...[at(34, y + 9, nationality), at(86, y + 9, year), at(103, y + 9, month), at(114, y + 9, day)],
    at(40, y + 18, idNumber),
  ]
}
const head = ({ holder, row, on }: Filled): Entry[] => {
  const [year, month, day] = dateParts(on)
  return [
    at(40, 22, holder.name),
    ...[at(40, 31, year), at(62, 31, month), at(76, 31, day)],
    at(40, 40, String(row.number ?? '')),
  ]
}
const both = (c: Filled) => [...head(c), ...person(c.parties.husband!, 56), ...person(c.parties.wife!, 92)]
const page = { width: 140, height: 128, each: ['husband', 'wife'] } as const

export const marriageForm: Form = { title: '结婚证', ...page, entries: both }
export const divorceForm: Form = { title: '离婚证', ...page, entries: both }
