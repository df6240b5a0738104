/** 补领离婚证: either may come alone; nobody needs the other's leave for a paper about a marriage that is over. */
import { field, must, procedure, register } from '#define'
import { workingDays } from '#define/time'
import { divorceForm } from './certificates.ts'

export const reissues = register('补领离婚证登记簿', {
  law: ['《婚姻登记条例》（2025年5月10日起）'],
  about: { husband: 'person', wife: 'person' },
  over: 'day',
  countedIn: '件',
  isConfidential: true,
  unique: ['number'],
  fields: {
    former: field.text('原离婚证字号'),
    registeredOn: field.day('原登记日期'),
    cause: field.choice('补领原因', { lost: '遗失', spoilt: '损毁', changed: '身份信息变更' }),
    inArchive: field.yesNo('已查明婚姻登记档案'),
    number: field.serial('补发离婚证字号', 'BL{county}-{year}-{n6}'),
  },
})
export const reissue = procedure('补领离婚证', {
  makes: reissues,
  starts: ['application'],
  must: ({ row, on }) => [
    must('查明婚姻登记档案', row.inArchive, '《婚姻登记条例》'),
    must('原登记日期不在今天之后', row.registeredOn <= on),
  ],
})
  .steps({
    apply: {
      ...{ who: 'either party', does: '到场申请补领' },
      asks: ['former', 'registeredOn', 'cause', 'inArchive'],
    },
    issue: {
      ...{ who: 'registry', does: '补发离婚证', within: workingDays(1), fills: ['number'] },
      ...{ decides: ['grant', 'refuse'], called: { grant: '予以补发', refuse: '不予补发' } },
    },
  })
  .printed({ certificate: divorceForm })
