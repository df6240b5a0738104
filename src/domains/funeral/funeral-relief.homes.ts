/** 殡仪馆: with whom the deducted items are settled. */
import { field, register } from '#define'

export const homes = register('殡仪馆台账', {
  about: 'place',
  over: 'period',
  keptBy: 'county',
  fields: {
    operator: field.text('收款户名'),
    account: field.bankCard('结算账户'),
  },
})
