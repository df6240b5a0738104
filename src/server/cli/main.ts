/** `minzheng …`: finds the command's file by its name, runs it, and says in one line what went wrong. */
import { appendFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { Refusal } from '#core/actor'
import { ledgerHome, makeHome } from '#core/postgres/home'
import { Interrupted } from './ledger.ts'

const folder = new URL('./commands/', import.meta.url)

/** Each file in `commands/` is called as its command and exports `register`. */
export interface CommandFile {
  readonly register: (program: Command) => void
}

export const main = async (args: readonly string[]) => {
  process.stdout.on('error', error => process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : 1))
  try {
    const program = await programFor(args[0])
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    process.exitCode = report(error, args)
    // whatever an abandoned work still holds open must not keep us
    if (error instanceof Interrupted) process.exit()
  }
}

/** Only the file that is asked for is loaded, so that a command starts fast. */
const programFor = async (asked: string | undefined) => {
  const program = new Command('minzheng').description('民政一本账').exitOverride().showSuggestionAfterError(false)
  program
    .configureOutput({ writeErr: () => {} })
    .helpOption('-h, --help', '显示帮助')
    .helpCommand(false)
  program.configureHelp({ styleTitle: title => headings[title] ?? title })
  const names = readdirSync(folder).flatMap(name => (name.endsWith('.ts') ? [name.slice(0, -3)] : []))
  const wanted = asked && names.includes(asked) ? [asked] : names.sort()
  for (const name of wanted) ((await import(new URL(`${name}.ts`, folder).href)) as CommandFile).register(program)
  for (const command of program.commands)
    if (!command.options.some(option => option.long === '--json')) command.option('--json', '以 JSON 输出')
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program)
  return program
}

const headings: Record<string, string> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

/** One line on stderr; the exit code. */
const report = (error: unknown, args: readonly string[]): number => {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    console.error(
      `${wrongUse(error)} 用 minzheng ${args[0]?.startsWith('-') ? '' : `${args[0] ?? ''} `}--help 查看用法。`,
    )
    return 1
  }
  if (error instanceof Interrupted) {
    console.error('已中止。')
    return 130
  }
  if (error instanceof Refusal) {
    console.error(error.more.basis ? `${error.reason}（${error.more.basis}）` : error.reason)
    return 1
  }
  console.error(`出了意外：${(error as Error)?.message?.split('\n')[0] ?? error}；详情见 ${keep(error, args)}`)
  return 1
}

const wrongUse = ({ code, message }: CommanderError) => {
  const named = /'([^']*)'/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'commander.unknownCommand':
      return `没有“${named}”这个命令。`
    case 'commander.unknownOption':
      return `没有“${named}”这个选项。`
    case 'commander.missingArgument':
      return `缺少参数 ${named}。`
    case 'commander.optionMissingArgument':
    case 'commander.missingMandatoryOptionValue':
      return `选项“${named}”缺少取值。`
    case 'commander.excessArguments':
      return '参数过多。'
    default:
      return `命令写得不对：${message.replace(/^error: /, '')}。`
  }
}

const keep = (error: unknown, args: readonly string[]) => {
  const home = ledgerHome()
  const file = join(home, 'log', 'minzheng.log')
  const cause = (error as Error)?.cause
  const said = `${(error as Error)?.stack ?? String(error)}${cause ? `\ncaused by ${(cause as Error).stack ?? cause}` : ''}`
  try {
    makeHome(home)
    appendFileSync(file, `${new Date().toISOString()} minzheng ${args.join(' ')}\n${said}\n\n`, { mode: 0o600 })
    return file
  } catch {
    console.error(said)
    return '以上各行'
  }
}
