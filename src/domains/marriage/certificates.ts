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

/** 离婚登记申请受理回执单: on plain paper, with the days that matter. */
export const receiptForm: Form = {
  title: '离婚登记申请受理回执单',
  width: 148,
  height: 210,
  each: ['husband', 'wife'],
  after: 'accept',
  entries: ({ parties: { husband, wife }, holder, row, on, waits, office }) => [
    at(34, 20, '离婚登记申请受理回执单', 18),
    at(84, 34, `编号：${row.receipt ?? ''}`, 10),
    at(16, 48, `${husband!.name}（${husband!.idNumber}）`),
    at(16, 57, `${wife!.name}（${wife!.idNumber}）`),
    at(16, 70, `你们于${on}提出的离婚登记申请，经审查符合受理条件，予以受理。`, 10),
    at(16, 79, '自收到本回执单次日起三十日为离婚冷静期，任何一方不愿意离婚的，', 10),
    at(16, 87, `可以在${waits?.until ?? ''}（含当日）以前持本人证件和本回执单到本处撤回申请。`, 10),
    at(16, 96, `冷静期届满后，请双方于${waits?.from ?? ''}至${waits?.due ?? ''}`, 10),
    at(16, 104, '共同到本处申请发给离婚证；未申请的，视为撤回离婚登记申请。', 10),
    at(16, 117, '依据：《中华人民共和国民法典》第一千零七十七条', 10),
    at(88, 135, office, 11),
    at(96, 144, on, 11),
    at(16, 165, `领取人（${holder.name}）签名：`, 10),
  ],
}

/** 婚姻登记记录证明: on plain paper, of what the archive has of one person. */
export const recordForm: Form = {
  title: '婚姻登记记录证明',
  width: 148,
  height: 210,
  each: ['holder'],
  entries: ({ holder, row, on, office }) => [
    at(42, 24, '婚姻登记记录证明', 18),
    at(84, 38, `编号：${row.number ?? ''}`, 10),
    at(16, 54, `${holder.name}，${holder.sex}，${holder.born}出生，身份证件号${holder.idNumber}。`),
    ...(row.kind === 'none' ? notFound(on) : found(row)),
    at(16, 110, `本证明用于：${uses[row.use] ?? ''}。仅证明本婚姻登记处档案中的记录。`, 10),
    at(88, 135, office, 11),
    at(96, 144, on, 11),
  ],
}
const uses: Readonly<Record<string, string>> = {
  ...{ own: '本人查询、补办', taiwan: '涉台公证', listed: '清单所列国家公证', other: '其他' },
}
const found = (row: Filled['row']) => [
  at(16, 66, '经查阅本处婚姻登记档案，当事人有下列登记记录：', 10),
  at(22, 76, `${row.registered === 'divorce' ? '离婚登记' : '结婚登记'}，登记日期${row.registeredOn ?? ''}`, 11),
  at(22, 85, `登记字号：${row.former ?? ''}`, 11),
  ...(row.spouse ? [at(22, 94, `对方姓名：${row.spouse}`, 11)] : []),
]
const notFound = (on: string) => [at(16, 66, `经查阅本处婚姻登记档案，截至${on}没有查到当事人的婚姻登记记录。`, 10)]
