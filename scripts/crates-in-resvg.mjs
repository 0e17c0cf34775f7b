// The Rust crates that @resvg/resvg-wasm holds, compiled. It comes without a list of them; these are those whose paths stand in the
// WebAssembly, which a test compares. Licences and copyrights: the manifest and the licence files of each crate on crates.io, and of the
// two repositories, which its Cargo.toml names.

/** @typedef {readonly [name: string, version: string, license: string, copyright: string]} Crate */

const REIZNER = "Yevhenii Reizner";

/** Of a choice of licences, the one that we take. Where a crate names no holder, its authors. @type {readonly Crate[]} */
export const CRATES = [
  ["adler32", "1.2.0", "Zlib", "Remi Rampin and the authors of adler32"],
  ["alloc-no-stdlib", "2.0.4", "BSD-3-Clause", "2016 Dropbox, Inc."],
  ["arrayvec", "0.7.4", "MIT", "2015-2023 Ulrik Sverdrup"],
  ["base64", "0.21.7", "MIT", "2015 Alice Maz"],
  ["bitvec", "1.0.1", "MIT", "2018 myrrlyn (Alexander Payne)"],
  ["brotli-decompressor", "2.5.1", "BSD-3-Clause", "2016 Dropbox, Inc."],
  ["bytemuck", "1.15.0", "MIT", '2019 Daniel "Lokathor" Gee'],
  ["bytes", "1.6.0", "MIT", "2018 Carl Lerche"],
  ["data-url", "0.2.0", "MIT", "2013-2022 The rust-url developers"],
  ["deflate", "1.0.0", "MIT", "2016 the authors of deflate"],
  ["flate2", "1.0.28", "MIT", "2014 Alex Crichton"],
  ["fontdb", "0.14.1", "MIT", `2020 ${REIZNER}`],
  ["gif", "0.12.0", "MIT", "2015 nwin"],
  ["imagesize", "0.12.0", "MIT", "2017 Maiddog"],
  ["jpeg-decoder", "0.3.1", "MIT", "2016 The jpeg-decoder Developers"],
  ["kurbo", "0.9.5", "MIT", "2018 Raph Levien"],
  ["miniz_oxide", "0.5.4", "MIT", "2017, 2020 Frommi"],
  ["miniz_oxide", "0.7.2", "MIT", "2017, 2020 Frommi"],
  ["pathfinder_content", "0.5.0", "MIT", "Patrick Walton and the authors of pathfinder"],
  ["png", "0.17.5", "MIT", "2015 nwin"],
  ["rctree", "0.5.0", "MIT", `2018 Simon Sapin, 2018 ${REIZNER}`],
  ["roxmltree", "0.18.1", "MIT", `2018 ${REIZNER}`],
  ["rustybuzz", "0.7.0", "MIT", `HarfBuzz developers, 2020 ${REIZNER}`],
  ["serde_json", "1.0.115", "MIT", "Erick Tryzelaar, David Tolnay and the authors of serde_json"],
  ["simplecss", "0.2.1", "MIT", `2018 ${REIZNER}`],
  ["slotmap", "1.0.7", "Zlib", "2021 Orson Peters"],
  ["smallvec", "1.13.2", "MIT", "2018 The Servo Project Developers"],
  ["svgtypes", "0.11.0", "MIT", `2018 ${REIZNER}`],
  ["svgtypes", "0.14.0", "MIT", `2018 ${REIZNER}`],
  ["tiny-skia", "0.10.0", "BSD-3-Clause", `2011 Google Inc., 2020 ${REIZNER}`],
  ["tiny-skia-path", "0.10.0", "BSD-3-Clause", `2011 Google Inc., 2020 ${REIZNER}`],
  ["tinyvec", "1.6.0", "MIT", '2019 Daniel "Lokathor" Gee'],
  ["ttf-parser", "0.18.1", "MIT", `2018 ${REIZNER}`],
  ["unicode-bidi", "0.3.15", "MIT", "2015 The Rust Project Developers"],
  ["unicode-general-category", "0.6.0", "Apache-2.0", "YesLogic Pty. Ltd."],
  ["weezl", "0.1.8", "MIT", "2020 HeroicKatora"],
  ["xmlparser", "0.13.6", "MIT", `2018 ${REIZNER}`],
  ["xmlwriter", "0.1.0", "MIT", `2019 ${REIZNER}`],
];

const TEXTS = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use,
copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom
the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  "BSD-3-Clause": `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.
3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
   derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`,
  Zlib: `This software is provided 'as-is', without any express or implied warranty. In no event will the authors be held liable
for any damages arising from the use of this software. Permission is granted to anyone to use this software for any
purpose, including commercial applications, and to alter it and redistribute it freely, subject to the following
restrictions:

1. The origin of this software must not be misrepresented; you must not claim that you wrote the original software. If
   you use this software in a product, an acknowledgment in the product documentation would be appreciated but is not
   required.
2. Altered source versions must be plainly marked as such, and must not be misrepresented as being the original
   software.
3. This notice may not be removed or altered from any source distribution.`,
  "Apache-2.0": "The text: https://www.apache.org/licenses/LICENSE-2.0",
};

/** @returns {string} what the notices say of them */
export function crateNotices() {
  const groups = Object.entries(TEXTS).map(([license, text]) => {
    const lines = CRATES.filter((crate) => crate[2] === license).map(
      ([name, version, , copyright]) => `- ${name} ${version}. Copyright (c) ${copyright}`,
    );
    return `Under ${license === "MIT" ? "the MIT License" : license}:\n\n${lines.join("\n")}\n\n${text}`;
  });
  return `It holds, compiled to WebAssembly, these Rust crates. The source of each is on crates.io under its name and version:
https://crates.io/crates/NAME/VERSION

Under MPL-2.0, the text of which is at https://www.mozilla.org/MPL/2.0/, from repositories of their own:

- resvg, usvg, usvg-parser, usvg-text-layout and usvg-tree 0.34: https://github.com/zimond/resvg, revision 3495d87

Under Apache-2.0, from a copy of https://github.com/Cimpress-MCP/woff2-rs:

- woff2, revision 88cce4c

${groups.join("\n\n")}`;
}
