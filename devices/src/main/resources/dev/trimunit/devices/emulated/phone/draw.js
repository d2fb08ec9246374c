// SPDX-License-Identifier: Apache-2.0
// Draws a screen as the simulated phone draws it, pixel by pixel, so that both are told by the same references.
// Font, layout and strokes are data from there (look.js); here are only the four primitives.
"use strict";

class Pixels {
  constructor(width, height, background) {
    this.width = width;
    this.height = height;
    this.rgb = new Int32Array(width * height).fill(background);
  }

  rectangle(x, y, w, h, colour) {
    const left = Math.max(0, x);
    const right = Math.min(this.width, x + w);
    for (let row = Math.max(0, y); row < Math.min(this.height, y + h) && left < right; row++) {
      this.rgb.fill(colour, row * this.width + left, row * this.width + right);
    }
  }

  rounded(x, y, w, h, radius, colour) {
    this.rectangle(x + radius, y, w - 2 * radius, h, colour);
    this.rectangle(x, y + radius, w, h - 2 * radius, colour);
    for (const [cornerX, centreX] of [[x, x + radius], [x + w - radius, x + w - radius]]) {
      for (const [cornerY, centreY] of [[y, y + radius], [y + h - radius, y + h - radius]]) {
        this.#corner(centreX, centreY, cornerX, cornerY, radius, colour);
      }
    }
  }

  gradient(x, y, w, h, top, bottom) {
    for (let row = 0; row < h; row++) {
      this.rectangle(x, y + row, w, 1, Pixels.#mix(top, bottom, Math.trunc((row * 256) / h)));
    }
  }

  text(text, x, y, scale, colour) {
    let pen = x;
    for (let i = 0; i < text.length && pen < this.width; i++) {
      this.#glyph(text.charCodeAt(i), pen, y, scale, colour);
      pen += LOOK.font.advance * scale;
    }
  }

  centred(text, middleX, y, scale, colour) {
    const width = (text.length * LOOK.font.advance - 1) * scale;
    this.text(text, middleX - Math.trunc(width / 2), y, scale, colour);
  }

  /** The picture as a browser wants it. */
  image() {
    const rgba = new Uint8ClampedArray(4 * this.rgb.length);
    this.rgb.forEach((colour, i) => {
      rgba[4 * i] = colour >> 16;
      rgba[4 * i + 1] = (colour >> 8) & 255;
      rgba[4 * i + 2] = colour & 255;
      rgba[4 * i + 3] = 255;
    });
    return new ImageData(rgba, this.width, this.height);
  }

  #glyph(code, x, y, scale, colour) {
    const rows = LOOK.font.glyphs[code - 32] ?? LOOK.font.missing;
    rows.forEach((bits, row) => {
      for (let column = 0; column < LOOK.font.columns; column++) {
        if ((bits >> (LOOK.font.columns - 1 - column)) & 1) {
          this.rectangle(x + column * scale, y + row * scale, scale, scale, colour);
        }
      }
    });
  }

  #corner(centreX, centreY, x, y, radius, colour) {
    for (let row = Math.max(0, y); row < Math.min(this.height, y + radius); row++) {
      for (let column = Math.max(0, x); column < Math.min(this.width, x + radius); column++) {
        const at = row * this.width + column;
        const share = 16 * Pixels.#inside(column - centreX, row - centreY, radius);
        this.rgb[at] = Pixels.#mix(this.rgb[at], colour, share);
      }
    }
  }

  static #inside(dx, dy, radius) {
    let count = 0;
    for (let sample = 0; sample < 16; sample++) {
      const x = 8 * dx + 2 * (sample & 3) + 1;
      const y = 8 * dy + 2 * (sample >> 2) + 1;
      count += x * x + y * y <= 64 * radius * radius ? 1 : 0;
    }
    return count;
  }

  static #mix(first, second, of256) {
    const part = (shift) =>
      ((((first >> shift) & 255) * (256 - of256) + ((second >> shift) & 255) * of256) >> 8) << shift;
    return part(16) | part(8) | part(0);
  }
}

/** Which of an element's variants is drawn. */
function variant(element, now) {
  const { by, sizes } = LOOK.kinds[element.kind];
  const second = Math.floor(now.getTime() / 1000);
  switch (by) {
    case "level": return element.level;
    case "second": return second % sizes.length;
    case "length": return Math.min(element.text.length, sizes.length - 1);
    default: return 0;
  }
}

/** The elements that fit, with their places: one below the other, badges on what is above them. */
function placed(screen, now) {
  const places = [];
  let y = LOOK.top;
  for (const element of screen.elements) {
    const [width, height] = LOOK.kinds[element.kind].sizes[variant(element, now)];
    const above = places.at(-1);
    const onIt = element.kind === "BADGE" && ["LIVE_PICTURE", "LAMP"].includes(above?.element.kind);
    const place = onIt
      ? { element, x: above.x + 10, y: above.y + 10, width, height }
      : { element, x: LOOK.margin, y, width, height };
    if (place.y + height <= LOOK.bottom) {
      places.push(place);
    }
    y = Math.max(y, place.y + height + LOOK.gap);
  }
  return places;
}

function stroke(pixels, strokes, dx, dy, text, now) {
  const iso = now.toISOString();
  const words = {
    [LOOK.markers.text]: text,
    [LOOK.markers.clock]: iso.slice(11, 16),
    [LOOK.markers.stamp]: iso.slice(0, 19) + "Z",
  };
  for (const [what, ...given] of strokes) {
    const at = typeof given[0] === "string" ? 1 : 0;
    if (at) {
      given[0] = words[given[0]] ?? given[0];
    }
    given[at] += dx;
    given[at + 1] += dy;
    pixels[what](...given);
  }
}

/** Draws a screen on a canvas; the places of its elements. */
function draw(screen, canvas, now) {
  const pixels = new Pixels(LOOK.width, LOOK.height, LOOK.background);
  const quarter = Math.floor(now.getTime() / 900_000) % LOOK.bars.length;
  const places = placed(screen, now);
  stroke(pixels, LOOK.bars[quarter], 0, 0, screen.title, now);
  for (const { element, x, y } of places) {
    const { on, off } = LOOK.kinds[element.kind];
    stroke(pixels, (element.on ? on : off)[variant(element, now)], x, y, element.text, now);
  }
  canvas.width = LOOK.width;
  canvas.height = LOOK.height;
  canvas.getContext("2d").putImageData(pixels.image(), 0, 0);
  return places;
}
