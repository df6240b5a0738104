/** What `npm start` and `npm test` share before anything is installed: Node's own modules only. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export const stop = line => {
  console.error(line)
  process.exit(1)
}

/** Runs a program of this Node; the exit code. */
export const node = (args, options = {}) => {
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', ...options })
  return run.status ?? 1
}

export const mustHaveNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) stop(`Node.js ${process.version} 过旧，需要 20.19 或更高版本。`)
}

/** Installs what the lock file says, unless it is there already. */
export const install = () => {
  if (isInstalled()) return
  console.error('安装依赖（npm ci）……')
  const npm = process.env.npm_execpath
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const run = npm?.endsWith('.js')
    ? node([npm, ...options])
    : (spawnSync('npm', options, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1)
  if (run !== 0) stop('依赖没有装好；请检查网络或 npm 镜像（npm config get registry），然后再运行一次。')
}

/** npm writes what it really installed into node_modules, last of all. */
const isInstalled = () => {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const [wanted, there] = [join(root, 'package-lock.json'), installed].map(file => JSON.parse(readFileSync(file, 'utf8')).packages)
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' || link || (there[path] ? there[path].version === version : optional && !isForHere(wanted[path])),
  )
}
/** Only platform builds are asked about: other optional packages hang on the platform builds of other systems. */
const isForHere = ({ os, cpu, libc }) => {
  if (!os && !cpu) return false
  const fits = (list, mine) => !list || list.includes(mine) || (list.every(name => name.startsWith('!')) && !list.includes(`!${mine}`))
  return fits(os, process.platform) && fits(cpu, process.arch) && (process.platform !== 'linux' || !libc || fits(libc, libcHere()))
}

const libcHere = () => (readdirSync('/lib').some(name => name.startsWith('ld-musl')) ? 'musl' : 'glibc')

/** Builds the web into dist/web when its sources, the language, the definitions or the lock file have changed. */
export const build = ({ always = false } = {}) => {
  if (!existsSync(join(root, 'src', 'web', 'index.html'))) return
  const mark = join(root, 'dist', 'web', '.built-from')
  const sources = ['src/web', 'src/define', 'src/domains', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']
  const now = hashOf(sources)
  if (!always && existsSync(mark) && readFileSync(mark, 'utf8') === now) return
  console.error('构建网页……')
  const env = { ...process.env, NODE_ENV: 'production' } // whoever builds it, also a test
  const run = node([join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], { env })
  if (run !== 0) stop('网页没有构建成功；请看上面的第一处错误。')
  writeFileSync(mark, now)
}

const hashOf = paths => {
  const hash = createHash('sha256')
  const add = path => {
    const full = join(root, path)
    if (!existsSync(full)) return
    const names = isFolder(full)
    if (names) for (const name of names) add(`${path}/${name}`)
    else hash.update(path).update('\0').update(readFileSync(full))
  }
  for (const path of paths) add(path)
  return hash.digest('hex')
}
const isFolder = full => {
  try {
    return readdirSync(full).sort()
  } catch {
    return undefined
  }
}
