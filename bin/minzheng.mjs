#!/usr/bin/env node
/** The command line: finds the TypeScript loader beside itself and hands over. */
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) fail(`Node.js ${process.version} 过旧，需要 20.19 或更高版本。`)

const loader = await import('tsx/esm/api').catch(() => fail('程序的依赖还没有安装；请先运行 npm start 或 npm ci。'))
loader.register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
const { main } = await import('../src/server/cli/main.ts')
await main(process.argv.slice(2))

function fail(line) {
  console.error(line)
  process.exit(1)
}
