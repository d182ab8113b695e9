/* Our own scripts and styles as few bytes: each page's modules bundled into one, all of it without comments and long names.
   Usage: npm ci && node small.mjs ASSETS FOLDER; without it the app sends them as they are written.
   FOLDER gets those files under the names that they have in ASSETS, and in digest.txt what they were made of. */
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import esbuild from "esbuild";

const [assets, out] = process.argv.slice(2);
const ENTRY = /^pages\/[^/]+\/main\.js$/;
// Of scripts that are no modules; those below other folders are parts of a page's bundle.
const ALONE = /^(pages\/)?[^/]+\.(js|css)$/;

const entries = await readdir(assets, { recursive: true, withFileTypes: true });
const names = entries
  .filter((each) => each.isFile() && /\.(js|css)$/.test(each.name))
  .map((each) => path.relative(assets, path.join(each.parentPath ?? each.path, each.name)).split(path.sep).join("/"))
  .sort((a, b) => (a < b ? -1 : 1));

await rm(out, { recursive: true, force: true });
const total = createHash("sha256");
for (const name of names) {
  const source = await readFile(path.join(assets, name));
  total.update(`${name}\0`).update(createHash("sha256").update(source).digest());
  if (!ENTRY.test(name) && !ALONE.test(name)) continue;
  const bundled = {
    entryPoints: [path.join(assets, name)],
    bundle: ENTRY.test(name),
    format: ENTRY.test(name) ? "esm" : undefined,
    minify: true,
    charset: "utf8",
    target: "es2022",
    legalComments: "none",
    write: false,
    logLevel: "warning",
  };
  const { outputFiles: [{ contents }] } = await esbuild.build(bundled);
  await mkdir(path.dirname(path.join(out, name)), { recursive: true });
  await writeFile(path.join(out, name), contents);
}
await writeFile(path.join(out, "digest.txt"), total.digest("hex"));
