/** 半年工作总结: sentences with figures in them; each figure opens down to its records. */
import { says } from '#define'
import { report } from '#define/document'

export const halfYear = report('half-year', '民政工作总结', {
  社会救助: [
    says`本期新增城乡低保${'新增低保户数'}户${'新增低保人数'}人，退出${'退出低保户数'}户${'退出低保人数'}人；期末在保${'在保低保户数'}户${'在保低保人数'}人。`,
    says`其中城市低保${'城市低保户数'}户${'城市低保人数'}人，农村低保${'农村低保户数'}户${'农村低保人数'}人，单人保${'单人保人数'}人。`,
    says`累计发放低保金${'低保累计支出'}万元。`,
  ],
})
