'use strict';
// Everything is readable without this: it opens what a link leads to, opens all for printing, adds copy buttons, filters the
// matrix, and enlarges the pictures.
(function () {
  function reveal() {
    var target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1).split('?')[0]));
    } catch (malformed) {
      return;
    }
    for (var at = target; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') {
        at.open = true;
      }
    }
    if (target) {
      target.scrollIntoView();
    }
  }
  function addCopyButton(code) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(code.textContent).then(
        function () { button.textContent = 'Copied'; },
        function () { getSelection().selectAllChildren(code); button.textContent = 'Selected'; });
    });
    code.parentElement.appendChild(button);
  }
  // ---- enlarging a stretch of time, and reading values off it

  var SVG = 'http://www.w3.org/2000/svg';
  var FINE_FROM = 2.5;
  function seconds(micros) {
    var size = Math.abs(micros), sign = micros > 0 ? '+' : micros < 0 ? '\u2212' : '';
    return sign + (size < 1e6 ? (size / 1e3).toFixed(size < 1e4 ? 2 : 1) + ' ms' : (size / 1e6).toFixed(3) + ' s');
  }
  function number(element, name) {
    return parseFloat(element.getAttribute(name));
  }
  function make(name, attributes) {
    var element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    return element;
  }
  function stepsOf(path) {
    var xs = (path.getAttribute('d').match(/[MH]-?[\d.]+/g) || []).map(function (each) { return parseFloat(each.slice(1)); });
    var values = path.getAttribute('data-values').split(',');
    return { name: path.getAttribute('data-name'), xs: xs, values: values };
  }
  function valueAt(steps, x) {
    var at = -1;
    while (at + 1 < steps.values.length && steps.xs[at + 1] <= x) { at++; }
    return at < 0 ? null : steps.values[at];
  }
  function incident(figure) {
    var svg = figure.querySelector('svg');
    var data = svg.dataset, left = parseFloat(data.left), right = parseFloat(data.right), from = parseFloat(data.from), to = parseFloat(data.to), origin = parseFloat(data.origin);
    var top = parseFloat(data.top), bottom = parseFloat(data.bottom), perX = (to - from) / (right - left);
    var view = { a: left, b: right };
    var things = [], fineLanes = [], lines = [];
    svg.querySelectorAll('.z').forEach(function (group) {
      group.querySelectorAll('rect, use, circle, text, path').forEach(function (element) {
        var thing = { element: element, tag: element.tagName.toLowerCase() };
        if (thing.tag === 'path') { thing.line = element.classList.contains('v'); }
        if (thing.line) { thing.x = parseFloat(element.getAttribute('d').slice(1)); thing.rest = element.getAttribute('d').replace(/^M-?[\d.]+/, ''); }
        if (thing.tag === 'circle') { thing.x = number(element, 'cx'); }
        if (thing.tag === 'rect') { thing.x = number(element, 'x'); thing.width = number(element, 'width'); }
        if (thing.tag === 'use') { thing.half = number(element, 'width') / 2; thing.x = number(element, 'x') + thing.half; }
        if (thing.tag === 'text') { thing.x = number(element, 'x'); }
        things.push(thing);
      });
      if (group.dataset.fine) { fineLanes.push(group); }
      group.querySelectorAll('.step').forEach(function (path) { lines.push(stepsOf(path)); });
    });
    var ticks = svg.querySelector('.ticks'), still = Array.from(ticks.childNodes);
    var hair = make('path', { 'class': 'hair', d: '' }), lens = make('rect', { 'class': 'lens', y: top - 4, height: bottom - top + 8, width: 0, x: 0 });
    svg.appendChild(hair);
    svg.appendChild(lens);
    function scale() { return (right - left) / (view.b - view.a); }
    function place(x) { return left + (x - view.a) * scale(); }
    function back(x) { return view.a + (x - left) / scale(); }
    function drawTicks() {
      if (scale() === 1) { ticks.replaceChildren.apply(ticks, still); return; }
      var span = (view.b - view.a) * perX, step = Math.pow(10, Math.floor(Math.log10(span / 6)));
      step *= span / step > 30 ? 5 : span / step > 12 ? 2 : 1;
      var first = Math.ceil((from + (view.a - left) * perX - origin) / step) * step;
      var drawn = [];
      for (var t = first; t <= from + (view.b - left) * perX - origin; t += step) {
        var x = place(left + (t + origin - from) / perX), g = make('g', { 'class': 'tick' });
        var label = make('text', { x: x, y: bottom + 19 });
        label.textContent = seconds(t);
        g.append(make('path', { d: 'M' + x + ' ' + (top - 4) + 'V' + (bottom + 5) }), label);
        drawn.push(g);
      }
      ticks.replaceChildren.apply(ticks, drawn);
    }
    function drawFine() {
      var fine = scale() >= FINE_FROM;
      fineLanes.forEach(function (group) {
        group.querySelectorAll('.fine').forEach(function (each) { each.remove(); });
        group.querySelectorAll('.manyof').forEach(function (each) { each.style.display = fine ? 'none' : ''; });
        if (!fine) { return; }
        group.dataset.fine.split(';').forEach(function (each) {
          var parts = each.split(','), x = parseFloat(parts[0]);
          if (x >= view.a && x <= view.b) {
            group.appendChild(make('use', { href: '#s-' + parts[1], 'class': 's fine ' + parts[1], x: place(x) - 5.5, y: group.dataset.y - 5.5, width: 11, height: 11 }));
          }
        });
      });
    }
    function draw() {
      var k = scale(), shift = left - view.a * k;
      things.forEach(function (thing) {
        var element = thing.element;
        if (thing.tag === 'rect') { element.setAttribute('x', place(thing.x)); element.setAttribute('width', thing.width * k); }
        else if (thing.tag === 'use') { element.setAttribute('x', place(thing.x) - thing.half); }
        else if (thing.tag === 'circle') { element.setAttribute('cx', place(thing.x)); }
        else if (thing.tag === 'text') { element.setAttribute('x', place(thing.x)); }
        else if (thing.line) { element.setAttribute('d', 'M' + place(thing.x) + thing.rest); }
        else { element.setAttribute('transform', 'matrix(' + k + ' 0 0 1 ' + shift + ' 0)'); }
      });
      drawTicks();
      drawFine();
    }
    function show(a, b) {
      var width = Math.min(right - left, Math.max((right - left) / 2000, b - a));
      view.a = Math.max(left, Math.min(a, right - width));
      view.b = view.a + width;
      draw();
    }
    function zoom(factor, around) {
      var at = around === undefined ? (view.a + view.b) / 2 : around;
      show(at - (at - view.a) / factor, at + (view.b - at) / factor);
    }
    function pan(share) { show(view.a + (view.b - view.a) * share, view.b + (view.b - view.a) * share); }

    var tools = document.createElement('div'), out = document.createElement('output');
    tools.className = 'tools';
    [['Enlarge', function () { zoom(2); }], ['Reduce', function () { zoom(.5); }], ['Earlier', function () { pan(-.5); }],
      ['Later', function () { pan(.5); }], ['Whole', function () { show(left, right); }]].forEach(function (each) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = each[0];
      button.addEventListener('click', each[1]);
      tools.appendChild(button);
    });
    out.textContent = 'Drag over the picture to enlarge a stretch; point at it to read values.';
    tools.appendChild(out);
    figure.insertBefore(tools, figure.querySelector('.scroll'));

    function position(event) {
      var box = svg.getBoundingClientRect();
      return (event.clientX - box.left) * svg.viewBox.baseVal.width / box.width;
    }
    function read(x) {
      var at = back(x);
      hair.setAttribute('d', 'M' + x + ' ' + (top - 4) + 'V' + bottom);
      var values = lines.map(function (each) {
        var value = valueAt(each, at);
        return value === null ? '' : each.name + ' ' + Number(value).toLocaleString('en');
      }).filter(Boolean);
      out.textContent = [seconds(from + (at - left) * perX - origin)].concat(values).join(' \u00b7 ');
    }
    var start = null;
    svg.addEventListener('pointerdown', function (event) {
      if (event.button === 0 && position(event) > left) { start = position(event); }
    });
    svg.addEventListener('pointermove', function (event) {
      var x = Math.max(left, Math.min(right, position(event)));
      read(x);
      if (start !== null) {
        lens.setAttribute('x', Math.min(start, x));
        lens.setAttribute('width', Math.abs(x - start));
      }
    });
    addEventListener('pointerup', function (event) {
      if (start !== null) {
        var x = Math.max(left, Math.min(right, position(event)));
        if (Math.abs(x - start) > 6) { show(Math.min(back(start), back(x)), Math.max(back(start), back(x))); }
        start = null;
        lens.setAttribute('width', 0);
      }
    });
    svg.addEventListener('pointerleave', function () { hair.setAttribute('d', ''); });
    svg.addEventListener('dblclick', function () { show(left, right); });
    addEventListener('beforeprint', function () { show(left, right); });
  }

  // ---- the index of anomalies, filtered by words that stand in the fragment as well

  function filter() {
    var box = document.querySelector('.filter'), input = document.getElementById('filter');
    if (!box) { return; }
    var rows = Array.from(document.querySelectorAll('[data-row]')), told = box.querySelector('output');
    function apply() {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        shown += row.hidden ? 0 : 1;
      });
      told.textContent = words.length ? shown + ' of ' + rows.length + ' anomalies' : '';
    }
    function given() {
      var words = /^#anomalies\?(.*)$/.exec(location.hash);
      if (words) {
        try { input.value = decodeURIComponent(words[1]); } catch (malformed) { input.value = ''; }
        apply();
      }
    }
    box.hidden = false;
    addEventListener('hashchange', given);
    input.addEventListener('input', function () {
      history.replaceState(null, '', '#anomalies' + (input.value ? '?' + encodeURIComponent(input.value) : ''));
      apply();
    });
    given();
  }

  var opened = [];
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', function () {
    opened = Array.from(document.querySelectorAll('details:not([open])'));
    opened.forEach(function (each) { each.open = true; });
  });
  addEventListener('afterprint', function () {
    opened.forEach(function (each) { each.open = false; });
  });
  if (navigator.clipboard) {
    document.querySelectorAll('.command code').forEach(addCopyButton);
  }
  document.querySelectorAll('figure.whole').forEach(incident);
  filter();
  reveal();
})();
