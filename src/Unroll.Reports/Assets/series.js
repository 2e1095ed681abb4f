// Series above each other over the same places: from the data of a section to one chart with a grid for each panel.
const series = (() => {
  const { number, tick, date, base, axis, row, title, zoom } = theme;
  const dense = 2000;
  const legend = { gap: 10, rowHeight: 24, mostRows: 4 };

  const places = ({ count, start, unit, steps, values }) => {
    if (values) return values;
    const all = [start];
    for (let i = 1; i < count; i++) all.push(all[i - 1] + unit * (steps.length === 1 ? steps[0] : steps[i - 1]));
    return all;
  };

  // Lines that have values at few places only name these.
  const spread = (values, at, count) => {
    if (!at) return values;
    const all = new Array(count).fill(null);
    at.forEach((place, i) => { all[place] = values[i]; });
    return all;
  };

  const read = data => {
    const x = places(data.places);
    const panels = data.panels.map(panel => ({
      ...panel,
      lines: panel.lines.map(line => ({
        ...line, values: spread(line.values, line.at, x.length),
        band: line.band && { lower: spread(line.band.lower, line.at, x.length), upper: spread(line.band.upper, line.at, x.length) },
      })),
    }));
    return { x: { ...data.x, places: x }, panels, marks: data.marks };
  };

  // What was found has a colour of its own, in all panels the same; what was given is grey, and red is for what is unusual.
  const palette = (view, colour) => {
    const lines = view.panels.flatMap(panel => panel.lines);
    const own = [...new Set(lines.filter(line => !line.given && !line.reference && line.kind !== 'dots').map(line => line.name))];
    const fixed = [colour.own, colour.other, colour.good];
    return line => {
      if (line.given) return own.length > 0 ? colour.third : colour.own;
      if (line.reference) return colour.third;
      if (line.kind === 'dots') return colour.bad;
      const place = own.indexOf(line.name);
      return place < fixed.length ? fixed[place] : `hsl(${Math.round(280 + (place - 3) * 137.5) % 360} 45% 55%)`;
    };
  };

  const quantity = (value, unit, format = number) => format(value) + (unit && value !== null ? ' ' + unit : '');

  const moment = ({ x }, place) =>
    x.time ? date(place) : x.name === 'row' ? `Row ${number(place, 10)}` : `${x.name} ${quantity(place, x.unit, value => number(value, 6))}`;

  const nearest = (values, wanted) => {
    let low = 0, high = values.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (values[middle] <= wanted) low = middle; else high = middle;
    }
    return Math.abs(values[high] - wanted) < Math.abs(values[low] - wanted) ? high : low;
  };

  const horizontal = (view, colour, index) => {
    const { x, panels } = view, last = index === panels.length - 1;
    const ends = { min: x.minimum ?? x.places[0], max: x.maximum ?? x.places[x.places.length - 1] };
    const common = { gridIndex: index, splitLine: { show: false }, axisPointer: { label: { show: false } } };
    if (x.time) {
      return axis(colour, {
        ...common, ...ends, type: 'time',
        axisLabel: { show: last, formatter: { year: '{bold|{yyyy}}', month: '{MMM}', day: '{d} {MMM}', hour: '{HH}:{mm}', minute: '{HH}:{mm}' }, rich: { bold: { fontWeight: 600 } } },
      });
    }
    const unit = x.unit ? ` (${x.unit})` : '';
    return axis(colour, {
      ...common, ...ends, type: x.log ? 'log' : 'value', minInterval: x.whole ? 1 : undefined,
      name: last ? x.name + unit : '', nameLocation: 'middle', nameGap: 26, axisLabel: { show: last, formatter: tick, showMaxLabel: x.whole || x.log || (x.maximum ?? null) !== null ? undefined : false },
    });
  };

  const vertical = ({ y }, colour, index) => axis(colour, {
    gridIndex: index, type: y.log ? 'log' : 'value', scale: true, min: y.minimum ?? undefined, max: y.maximum ?? undefined,
    // Shares from 0 to 1 by fifths, as quarters would be rounded to 0.3.
    splitNumber: y.minimum === 0 && y.maximum === 1 ? 5 : 4,
    name: y.unit ? `${y.name} (${y.unit})` : y.name, nameLocation: 'end', nameGap: 10,
    nameTextStyle: { color: colour.soft, align: 'left', padding: [0, 0, 0, -64] }, axisLabel: { formatter: tick },
  });

  const drawn = (view, line, index, place, colour) => {
    const x = view.x.places, many = x.length > dense;
    const common = { name: line.name, xAxisIndex: index, yAxisIndex: index, color: colour, emphasis: { disabled: true }, data: x.map((at, i) => [at, line.values[i]]) };
    if (line.kind === 'dots') return [{ ...common, type: 'scatter', symbolSize: 7, z: 4 }];
    if (line.kind === 'bars' && !many) return [{ ...common, type: 'bar', barMaxWidth: 8, barMinWidth: 1, barGap: '-100%' }];
    const edge = (name, values, more) => ({
      name: line.name, id: `${index}-${place}-${name}`, type: 'line', xAxisIndex: index, yAxisIndex: index, data: x.map((at, i) => [at, values[i]]), stack: `band-${index}-${place}`,
      stackStrategy: 'all', symbol: 'none', silent: true, color: colour, lineStyle: { opacity: 0 }, emphasis: { disabled: true }, z: 0, ...more,
    });
    const { lower, upper } = line.band ?? {};
    const band = !line.band ? [] : [
      edge('lower', lower),
      edge('width', upper.map((value, i) => value === null || lower[i] === null ? null : value - lower[i]), { areaStyle: { color: colour, opacity: 0.16 } }),
    ];
    // The line before its band: the legend takes its look from the first of a name.
    if (line.reference && line.band) return band;
    return [{
      ...common, type: 'line', step: line.kind === 'steps' ? 'end' : false, symbol: x.length < 40 && !line.reference ? 'circle' : 'none', symbolSize: 5,
      showAllSymbol: true, connectNulls: line.joined, sampling: many ? 'minmax' : undefined, z: line.given ? 1 : 2,
      lineStyle: { width: line.reference ? 1.25 : line.given || many ? 1.25 : 1.75, color: colour, type: line.reference ? [5, 4] : 'solid' },
    }, ...band];
  };

  // Marks of a name are a line without points in each panel, so that the legend shows and hides them.
  const marks = (view, colour) => [...new Set(view.marks.map(mark => mark.name))].flatMap(name => view.panels.map((_, index) => {
    const own = view.marks.filter(mark => mark.name === name);
    return {
      name, type: 'line', xAxisIndex: index, yAxisIndex: index, data: [], color: colour.bad, silent: true,
      markLine: {
        silent: true, symbol: 'none', label: { show: false }, animation: false, z: 0, lineStyle: { color: colour.bad, type: 'solid', width: 1.25, opacity: 0.7 },
        data: own.filter(mark => mark.at !== null).map(mark => ({ xAxis: mark.at })),
      },
      markArea: {
        silent: true, animation: false, itemStyle: { color: colour.bad, opacity: 0.13 },
        data: own.filter(mark => mark.from !== null && mark.to !== null && mark.to > mark.from).map(mark => [{ xAxis: mark.from }, { xAxis: mark.to }]),
      },
    };
  }));

  const legendNames = view => [...new Set([...view.panels.flatMap(panel => panel.lines.map(line => line.name)), ...view.marks.map(mark => mark.name)])];

  // The rows that names take beside each other, by their own widths: a few are shown, so that paper has all of them, and more are leafed through.
  const rowsOf = (view, width) => {
    const pen = document.createElement('canvas').getContext('2d'), { itemWidth, itemGap, textStyle } = base({}).legend;
    pen.font = `${textStyle.fontSize}px ${getComputedStyle(document.body).fontFamily}`;
    let rows = 1, used = 0;
    for (const name of legendNames(view)) {
      const own = itemWidth + 5 + pen.measureText(name).width;
      if (used > 0 && used + own > width - 24) [rows, used] = [rows + 1, 0];
      used += own + itemGap;
    }
    return rows > legend.mostRows ? 0 : rows;
  };

  const options = (view, colour, shown, height, rows) => {
    const colourOf = palette(view, colour);
    const count = view.panels.length, every = view.panels.map((_, index) => index);
    const top = 62 + legend.rowHeight * Math.max(0, rows - 1), between = 34, bottom = view.x.time ? 78 : 96, each = (height - top - bottom - between * (count - 1)) / count;
    const lines = view.panels.flatMap(panel => panel.lines);
    const names = [...new Map(lines.map(line => [line.name, line])).values()];
    return {
      ...base(colour),
      grid: every.map(index => ({ left: 72, right: 20, top: top + index * (each + between), height: each })),
      legend: {
        ...base(colour).legend, type: rows > 0 ? 'plain' : 'scroll', ...(rows > 1 ? { itemGap: legend.gap } : {}), selected: shown, right: 0, pageIconColor: colour.own, pageTextStyle: { color: colour.soft },
        itemStyle: { opacity: 0 }, lineStyle: { inactiveColor: colour.line, inactiveWidth: 2 },
        data: [
          ...names.map(line => {
            const isBars = line.kind === 'bars' && view.x.places.length <= dense;
            const icon = line.kind === 'dots' ? 'circle' : isBars || (line.reference && line.band) ? 'rect' : null;
            return icon ? { name: line.name, icon, itemStyle: { color: colourOf(line), opacity: line.reference ? 0.4 : 1 } } : line.name;
          }),
          ...[...new Set(view.marks.map(mark => mark.name))].map(name => ({ name, icon: 'rect', itemStyle: { color: colour.bad, opacity: 0.5 } })),
        ],
      },
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      xAxis: every.map(index => horizontal(view, colour, index)),
      yAxis: every.map(index => vertical(view.panels[index], colour, index)),
      dataZoom: zoom(colour, { xAxisIndex: every }),
      tooltip: {
        ...base(colour).tooltip,
        formatter: items => {
          const at = items.find(item => item.axisValue !== undefined)?.axisValue;
          if (at === undefined) return '';
          const index = nearest(view.x.places, at), rows = [];
          view.panels.forEach(({ y, lines: own }) => own.filter(line => shown[line.name] !== false && line.values[index] !== null).forEach(line => {
            const marker = `<span style="display:inline-block;width:.6em;height:.6em;border-radius:50%;margin-right:.4em;background:${colourOf(line)}"></span>`;
            if (!line.reference || !line.band) rows.push(row(marker, line.name, quantity(line.values[index], y.unit)));
            if (line.band && line.band.lower[index] !== null) {
              rows.push(row('', line.bandName, `${quantity(line.band.lower[index], y.unit)} – ${quantity(line.band.upper[index], y.unit)}`));
            }
          }));
          return title(moment(view, view.x.places[index])) + rows.join('');
        },
      },
      series: [...view.panels.flatMap((panel, index) => panel.lines.flatMap((line, place) => drawn(view, line, index, place, colourOf(line)))), ...marks(view, colour)],
    };
  };

  const explore = root => {
    const view = read(JSON.parse(root.querySelector('script').textContent));
    const element = root.querySelector('.chart');
    const large = view.x.places.length > 5000, shown = {};
    let chart = null, rows = 0;

    const drawAll = keepZoom => {
      const seen = keepZoom && chart?.getOption()?.dataZoom?.[0];
      if (!chart) {
        // The picture that is there without a script.
        element.replaceChildren();
        // Vectors stay sharp on paper and at any zoom; many points are drawn faster as pixels.
        chart = echarts.init(element, null, { renderer: large ? 'canvas' : 'svg' });
        chart.on('legendselectchanged', event => Object.assign(shown, event.selected));
        chart.getZr().on('dblclick', () => chart.dispatchAction({ type: 'dataZoom', start: 0, end: 100 }));
      }
      rows = rowsOf(view, element.clientWidth);
      const drawing = options(view, theme.colours(), shown, element.clientHeight, rows);
      if (theme.paper.isPrinting) drawing.animation = false;
      chart.setOption(drawing, { notMerge: true });
      if (seen) chart.dispatchAction({ type: 'dataZoom', start: seen.start, end: seen.end }, { flush: true });
    };

    const resize = () => {
      chart?.resize();
      if (chart && rowsOf(view, element.clientWidth) !== rows) drawAll(true);
    };

    return { drawAll, resize, elements: [element] };
  };

  return { explore };
})();
