/** How a case began, in words: applied for, or by itself. */
const titles: Readonly<Record<string, string>> = {
  ...{ application: '申请日期', discovery: '主动发现', clue: '线索转办', appeal: '申诉后重办', import: '导入' },
  ...{ event: '情况变化，系统启动', schedule: '到期，系统启动', sample: '随机抽中' },
  ...{ entry: '登记后，系统启动', lapse: '逾期，系统启动' },
}
export const beganAs = (source: string | undefined) => titles[source ?? 'application'] ?? '提出'
