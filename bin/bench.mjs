/** `npm run bench -- NAME [--json]`: one benchmark of bench/. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { install, mustHaveNode, node, root, stop } from './steps.mjs'

mustHaveNode()
install()
const names = readdirSync(join(root, 'bench')).flatMap(file => (/^[a-z].*\.ts$/.test(file) ? [file.slice(0, -3)] : []))
const [name, ...rest] = process.argv.slice(2)
if (!names.includes(name)) stop(`请给出测试的名称：npm run bench -- 名称 [--json]；现有 ${names.join('、') || '无'}。`)
process.exitCode = node(['--import', 'tsx', join('bench', `${name}.ts`), ...rest])
