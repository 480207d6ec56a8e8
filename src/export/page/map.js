'use strict';

// The map: countries behind, outlines shaded by their figure, a sized symbol in each, a point for
// each incident whose place is known. Everything is drawn on one canvas. What it shows stands in
// the table as well, in words.

const MAP_GRID = 1000; // parts of a degree in outlines and label points
const POINT_GRID = 100000; // and in the places of incidents
const CLASSES = 5;

// Across the antimeridian, what lies west of the middle is drawn east of the rest.
const CROSSES = DATA.box[0] > DATA.box[2];
const CROSS_AT = (DATA.box[0] + DATA.box[2]) / 2;

function unwrap(lon) {
  return CROSSES && lon < CROSS_AT ? lon + 360 : lon;
}

// The rings of an outline as Leaflet wants them, from steps on the grid. A ring goes to one side
// as a whole.
function outline(rings) {
  return rings.map(steps => {
    const ring = [];
    let x = 0;
    let y = 0;
    let west = Infinity;
    let east = -Infinity;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      west = Math.min(west, x);
      east = Math.max(east, x);
      ring.push(L.latLng(y / MAP_GRID, x / MAP_GRID));
    }
    const middle = (west + east) / 2 / MAP_GRID;
    const shift = unwrap(middle) - middle;
    if (shift !== 0) {
      ring.forEach(point => { point.lng += shift; });
    }
    return ring;
  });
}

function boundsOf(box) {
  const east = box[0] > box[2] ? box[2] + 360 : box[2];
  return L.latLngBounds([box[1], box[0]], [box[3], east]);
}

// A colour of the style sheet, by its name there.
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

// The last of 1, 2, 5, 10, 20, 50 ... that is not above `value`.
function roundDown(value) {
  const unit = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [5, 2, 1].map(step => step * unit).find(limit => limit <= value + 1e-9);
}

// Lower limits of the classes of figures up to `most`: each class about as many times wider than
// the one before.
function classLimits(most) {
  const limits = [];
  for (let i = 0; i < CLASSES; i++) {
    limits.push(roundDown(most ** (i / CLASSES)));
  }
  return [...new Set(limits)];
}

function classOf(limits, value) {
  return limits.reduce((found, limit, i) => value >= limit ? i : found, -1);
}

const CLASS_OPACITY = [0.16, 0.32, 0.5, 0.68, 0.86];

function classOpacity(limits, index) {
  return CLASS_OPACITY[CLASSES - limits.length + index];
}

// Slanting lines, for figures that are not the whole: lower bounds, no number.
function hatch(ink, ground) {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const context = tile.getContext('2d');
  context.fillStyle = ground;
  context.fillRect(0, 0, 8, 8);
  context.strokeStyle = ink;
  context.lineWidth = 1.4;
  context.beginPath();
  for (const x of [-8, 0, 8]) {
    context.moveTo(x - 1, 9);
    context.lineTo(x + 9, -1);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat');
}

// `ink` laid over `ground` with an opacity, as a colour that hides what is behind it.
function mixed(ink, ground, opacity) {
  const parts = [ink, ground].map(c => c.match(/[0-9a-f]{2}/gi).map(hex => parseInt(hex, 16)));
  const channel = i => Math.round(parts[0][i] * opacity + parts[1][i] * (1 - opacity));
  return `rgb(${channel(0)}, ${channel(1)}, ${channel(2)})`;
}

// Many circles as one layer of Leaflet's canvas: {latlng, radius, hollow, label, ...} each; or,
// with the option `labels`, what is written on and beside them.
const Circles = L.Path.extend({
  initialize(options) {
    L.setOptions(this, options);
    this._items = [];
  },
  setItems(items, paint) {
    this._items = items;
    this._paint = paint;
    this.redraw();
  },
  itemAt(point) {
    let found = null;
    let nearest = Infinity;
    for (const item of this._items) {
      const distance = item.point.distanceTo(point);
      if (distance <= item.radius + 4 && distance < nearest) {
        nearest = distance;
        found = item;
      }
    }
    return found;
  },
  _project() {
    const bounds = L.bounds([]);
    const room = L.point(120, 40); // for a label beside a circle
    for (const item of this._items) {
      item.point = this._map.latLngToLayerPoint(item.latlng);
      bounds.extend(item.point.subtract(room)).extend(item.point.add(room));
    }
    this._pxBounds = this._items.length > 0 ? bounds : L.bounds([0, 0], [0, 0]);
  },
  _update() {
    if (this._map) {
      this._updatePath();
    }
  },
  _updatePath() {
    if (this._renderer._drawing && this._items.length > 0) {
      if (this.options.labels) {
        this._drawLabels(this._renderer._ctx);
        return;
      }
      this._drawCircles(this._renderer._ctx, this._items.filter(item => !item.hollow), true);
      this._drawCircles(this._renderer._ctx, this._items.filter(item => item.hollow), false);
    }
  },
  _drawCircles(context, items, filled) {
    context.beginPath();
    for (const {point, radius} of items) {
      context.moveTo(point.x + radius, point.y);
      context.arc(point.x, point.y, radius, 0, 2 * Math.PI);
    }
    context.globalAlpha = filled ? this._paint.opacity : 1;
    context.fillStyle = filled ? this._paint.fill : this._paint.halo;
    context.fill();
    context.globalAlpha = 1;
    context.setLineDash(filled ? [] : [3, 2]);
    context.lineWidth = filled ? 1 : 1.5;
    context.strokeStyle = filled || !this._paint.hollow ? this._paint.line : this._paint.hollow;
    context.stroke();
    context.setLineDash([]);
  },
  // The largest figures first, names behind them; what would lie on another is left out.
  _drawLabels(context) {
    const taken = [];
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    const degree = 256 * 2 ** this._map.getZoom() / 360; // in pixels
    for (const {point, radius, label, faint, span} of this._items) {
      context.font = faint ? '11px system-ui, sans-serif' : '600 12px system-ui, sans-serif';
      const width = context.measureText(label).width + 4;
      if (faint && span * degree < 0.7 * width) {
        continue; // a name wider than its country
      }
      const inside = faint || width <= 2 * radius;
      const x = inside ? point.x : point.x + radius + width / 2 + 2;
      const box = L.bounds([x - width / 2, point.y - 8], [x + width / 2, point.y + 8]);
      if (taken.some(other => other.intersects(box))) {
        continue;
      }
      taken.push(box);
      context.lineWidth = 3;
      context.strokeStyle = this._paint.halo;
      context.strokeText(label, x, point.y);
      context.fillStyle = faint ? this._paint.faint : this._paint.text;
      context.fillText(label, x, point.y);
    }
  },
  _empty() {
    return this._items.length === 0;
  },
  _containsPoint(point) {
    return this.itemAt(point) !== null;
  }
});

// How many degrees a ring is wide.
function spanOf(steps) {
  let [x, west, east] = [steps[0], steps[0], steps[0]];
  for (let i = 2; i < steps.length; i += 2) {
    x += steps[i];
    west = Math.min(west, x);
    east = Math.max(east, x);
  }
  return (east - west) / MAP_GRID;
}

// The names of the countries behind, the largest first.
function countryNames() {
  const names = DATA.backdrop.map((rings, i) => {
    const [name, lon, lat] = DATA.backdrop_names.slice(3 * i, 3 * i + 3);
    return {label: text(name), lon, lat, radius: 0, faint: true,
      span: Math.max(0, ...rings.map(spanOf))};
  }).filter(({label, lon}) => label && lon !== null);
  for (const item of names) {
    item.latlng = L.latLng(item.lat / MAP_GRID, unwrap(item.lon / MAP_GRID));
  }
  return names.sort((a, b) => b.span - a.span);
}

// The map in `element`. `pick(row)` and `pickIncident(i)` are called on a click; `point(words)`
// when the pointer is over something, with '' when it is not.
class TallyMap {
  constructor(element, {pick, pickIncident, point}) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map = L.map(element, {
      renderer: L.canvas({padding: 0.3}), attributionControl: false, scrollWheelZoom: false,
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still,
      inertia: !still, zoomSnap: 0.25, zoomDelta: 0.5, maxZoom: 12,
      maxBounds: boundsOf(DATA.around), maxBoundsViscosity: 1
    });
    // A wheel over the page scrolls the page, until the map is what is being used.
    this.map.on('focus', () => this.map.scrollWheelZoom.enable());
    this.map.on('blur', () => this.map.scrollWheelZoom.disable());
    // The panel beside it takes room and gives it back.
    new ResizeObserver(() => this.map.invalidateSize({animate: false})).observe(element);
    this.map.fitBounds(boundsOf(DATA.box), {padding: [12, 12], animate: false});
    this.map.setMinZoom(Math.min(this.map.getZoom(), 3));
    this.backdrop = L.polygon(DATA.backdrop.map(outline), {interactive: false, weight: 0.7});
    this.backdrop.addTo(this.map);
    this.names = countryNames();
    this.shapes = DATA.shapes.map(() => null);
    this.symbols = new Circles({interactive: true});
    this.points = new Circles({interactive: true});
    this.labels = new Circles({interactive: false, labels: true});
    this.handlers = {pick, pickIncident, point};
    for (const [layer, choose] of [[this.symbols, item => pick(item.row)],
      [this.points, item => pickIncident(item.incident)]]) {
      layer.on('click', event => choose(layer.itemAt(event.layerPoint)));
      layer.on('mousemove', event => {
        const item = layer.itemAt(event.layerPoint);
        point(item ? item.words : '');
      });
      layer.on('mouseout', () => point(''));
    }
  }

  // The layer of an outline, made when it is first shown.
  shape(number) {
    if (this.shapes[number] === null) {
      const layer = L.polygon(outline(DATA.shapes[number]), {weight: 1});
      layer.on('click', () => this.handlers.pick(layer.row));
      layer.on('mousemove', () => this.handlers.point(layer.words));
      layer.on('mouseout', () => this.handlers.point(''));
      this.shapes[number] = layer;
    }
    return this.shapes[number];
  }

  // Shows `table` (figures.js). `areas` are the levels of the rows that are shaded, `most` is the
  // largest figure that colours and sizes have room for.
  show({table, outcome, areas, selected, most, incidents}) {
    const ink = colour('outcome-' + OUTCOMES[outcome]);
    const land = colour('land');
    const limits = classLimits(most);
    this.backdrop.setStyle({fillColor: land, fillOpacity: 1, color: colour('border')});
    const symbols = [];
    const shown = new Set();
    for (const [number, rows] of this.rowsByShape(table, areas)) {
      const cell = joinCells(rows.map(sums => sums.cells[outcome]));
      const layer = this.shape(number);
      const first = rows.reduce((a, b) =>
        (b.cells[outcome].best || 0) > (a.cells[outcome].best || 0) ? b : a);
      const words = `${rows.map(sums => rowName(sums.row)).join(' and ')}: ` +
        `${OUTCOMES[outcome]} ${sayCell(cell).words}`;
      shown.add(number);
      layer.row = first.row;
      layer.words = words;
      layer.setStyle(this.styleOf(cell, {ink, land, limits}));
      layer.setStyle({color: rows.some(sums => sums.row === selected) ? colour('ink')
        : colour('border-strong'), weight: rows.some(sums => sums.row === selected) ? 3 : 1});
      layer.addTo(this.map);
      this.addSymbol(symbols, {number, cell, row: first.row, words, most});
    }
    this.shapes.forEach((layer, number) => {
      if (layer && !shown.has(number)) {
        layer.remove();
      }
    });
    symbols.sort((a, b) => b.radius - a.radius);
    const halo = colour('halo');
    const dark = colour('ink');
    const paint = {fill: halo, line: dark, halo, text: dark, opacity: 0.7};
    this.symbols.setItems(symbols, paint);
    this.points.setItems(incidents,
      {...paint, fill: mixed(ink, dark, 0.6), line: halo, hollow: ink, opacity: 1});
    this.labels.setItems([...symbols, ...this.names], {...paint, faint: colour('faint')});
    for (const layer of [this.symbols, this.points, this.labels]) {
      layer.addTo(this.map).bringToFront();
    }
    return limits;
  }

  rowsByShape(table, areas) {
    const byShape = new Map();
    for (const sums of table.values()) {
      const shape = ROWS.shape[sums.row];
      if (shape !== null && areas.includes(ROWS.level[sums.row])) {
        byShape.has(shape) ? byShape.get(shape).push(sums) : byShape.set(shape, [sums]);
      }
    }
    return byShape;
  }

  styleOf(cell, {ink, land, limits}) {
    if (cell.best === null) {
      return cell.unnumbered || cell.withheld
        ? {fillColor: hatch(mixed(ink, land, 0.6), land), fillOpacity: 1}
        : {fillColor: land, fillOpacity: 1};
    }
    const index = classOf(limits, cell.best);
    const shade = index < 0 ? land : mixed(ink, land, classOpacity(limits, index));
    return {fillColor: cell.high === null ? hatch(colour('hatch'), shade) : shade, fillOpacity: 1};
  }

  addSymbol(symbols, {number, cell, row, words, most}) {
    const lon = DATA.labels[2 * number];
    if (lon === null || (cell.best === null && !cell.unnumbered && !cell.withheld)) {
      return;
    }
    const latlng = L.latLng(DATA.labels[2 * number + 1] / MAP_GRID, unwrap(lon / MAP_GRID));
    const known = cell.best !== null && cell.best > 0;
    const figure = sayCell(cell).figure.replace(' ', '');
    symbols.push({
      latlng, row, words, hollow: !known,
      radius: known ? 5 + 19 * Math.sqrt(Math.min(1, cell.best / most)) : 5,
      label: cell.best === null ? '?' : figure
    });
  }

  // Moves to an outline, where it does not fill what is shown.
  lookAt(row) {
    const shape = ROWS.shape[row];
    if (shape !== null && this.shapes[shape]) {
      const bounds = this.shapes[shape].getBounds();
      if (!this.map.getBounds().contains(bounds)) {
        this.map.fitBounds(bounds, {padding: [40, 40], maxZoom: 7});
      }
    }
  }

  // Moves to where most of the figures are: a few far away would make the rest too small. All are
  // in the table, and on the whole map.
  lookAtMost(table, outcome, areas, points) {
    const MOST = 0.95;
    const areasTold = [];
    for (const [number, rows] of this.rowsByShape(table, areas)) {
      const best = rows.reduce((sum, row) => sum + (row.cells[outcome].best || 0), 0);
      areasTold.push({best, bounds: this.shape(number).getBounds()});
    }
    areasTold.sort((a, b) => b.best - a.best);
    const all = areasTold.reduce((sum, area) => sum + area.best, 0);
    const bounds = L.latLngBounds([]);
    let sum = 0;
    for (const area of areasTold) {
      if (sum >= MOST * all && bounds.isValid()) {
        break;
      }
      sum += area.best;
      bounds.extend(area.bounds);
    }
    // What lies at hand comes into the picture as well.
    const about = bounds.isValid() && !areas.includes(COUNTRY) ? bounds.pad(0.5) : null;
    for (const area of areasTold) {
      if (about && about.contains(area.bounds.getCenter())) {
        bounds.extend(area.bounds);
      }
    }
    if (!bounds.isValid()) {
      points.forEach(point => bounds.extend(point.latlng));
    }
    this.map.fitBounds(bounds.isValid() ? bounds : boundsOf(DATA.box),
      {padding: [16, 16], maxZoom: 8, animate: false});
  }

  // Takes the size that the page now has for it, shows the same, and draws it at once: a printer
  // does not wait for the next frame.
  resize() {
    const bounds = this.map.getBounds();
    this.map.invalidateSize({animate: false, pan: false});
    this.map.fitBounds(bounds, {animate: false});
    this.map.options.renderer.fire('update');
  }

  whole() {
    this.map.fitBounds(boundsOf(DATA.box), {padding: [12, 12]});
  }
}

// The points of the incidents under a cut; those that another area's figure holds too.
function incidentPoints(outcome, cut, most) {
  const points = [];
  for (let i = 0; i < N_INCIDENTS; i++) {
    if (INCIDENTS.lat[i] === null || INCIDENTS.outcome[i] !== outcome || !isShown(i, cut)) {
      continue;
    }
    const best = INCIDENTS.best[i];
    points.push({
      latlng: L.latLng(INCIDENTS.lat[i] / POINT_GRID, unwrap(INCIDENTS.lon[i] / POINT_GRID)),
      radius: best ? 2 + 6 * Math.sqrt(Math.min(1, best / most)) : 2.5,
      hollow: !best, incident: i,
      words: `${text(INCIDENTS.place[i]) || 'A place'}, ${sayDay(INCIDENTS.day[i])}: ` +
        `${OUTCOMES[outcome]} ${sayEstimate(INCIDENTS.low[i], best, INCIDENTS.high[i])}`
    });
  }
  return points;
}

// In the tally, or counted in the figure of another area and else like it.
function isShown(i, cut) {
  if (!(INCIDENTS.flags[i] & ABSORBED)) {
    return isTaken(i, cut);
  }
  return inDays(INCIDENTS.day[i], cut) &&
    (!cut.country || text(INCIDENTS.country[i]) === cut.country) &&
    (!cut.attacker || text(INCIDENTS.attacker[i]) === cut.attacker);
}
