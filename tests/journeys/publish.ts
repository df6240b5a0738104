/** A report on the screen is published with one number put otherwise by hand, printed, and counted again. */
import { expect } from 'vitest'
import type { Desk } from './desk.ts'

export const publish = async (head: Desk) => {
  await head.press('发布')
  await head.choose(/^人工调整的指标/, '在保低保户数')
  await head.fill('调整为', '3')
  await head.fill(/^调整的理由/, '一户当日跨镇迁移，两边都算了')
  await head.press('发布', head.page.getByRole('dialog'))
  await head.page.waitForURL(/\/reports\/published\/\d+/)
  await head.told('数字不随台账更正而变')
  await head.told('一户当日跨镇迁移，两边都算了')
  await head.look('report-published')
  expect((await head.download(() => head.press('下载 Word'))).name).toContain('民政工作总结')
  await head.follow('按现在的台账再算')
  await head.told('已发布')
  await head.look('report-again')
}
