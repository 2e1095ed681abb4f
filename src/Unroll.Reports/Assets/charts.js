// One function a chart: from the chosen track and step of the data to ECharts options.
const charts = (() => {
  const { number, tick, signed, date, base, axis, zoom, row, title, narrow } = theme;
  const points = (times, values) => times.map((time, i) => [time, values[i]]);
  const dense = 2000;

  const moment = (view, time) => view.numbered ? `Row ${number(time, 10)}` : date(time);

  const timeAxis = (colour, { times, numbered }) => axis(colour, numbered ? {
    type: 'value', min: times[0], max: times[times.length - 1], minInterval: 1, name: 'row', nameLocation: 'middle', nameGap: 26, splitLine: { show: false }, axisLabel: { formatter: tick },
  } : {
    type: 'time', min: times[0], max: times[times.length - 1], splitLine: { show: false },
    axisLabel: { formatter: { year: '{bold|{yyyy}}', month: '{MMM}', day: '{d} {MMM}', hour: '{HH}:{mm}', minute: '{HH}:{mm}' }, rich: { bold: { fontWeight: 600 } } },
  });

  // Lines without dots have none in the legend either.
  const lineLegend = colour => ({ ...base(colour).legend, itemStyle: { opacity: 0 }, lineStyle: { inactiveColor: colour.line, inactiveWidth: 2 } });

  const quantity = (view, value, format = number) => format(value) + (view.unit && value !== null ? ' ' + view.unit : '');

  // Opens on the last seasons, where single steps can be told apart; the strip shows the whole part.
  const opening = (view, times) => {
    const shown = Math.max(narrow() ? 45 : 120, (narrow() ? 3 : 6) * view.season);
    return times.length > 1.5 * shown ? times[times.length - shown] : times[0];
  };

  const forecast = (view, colour) => {
    const { times, actual, step } = view;
    const line = (name, values, more) => ({
      name, type: 'line', data: points(times, values), symbol: times.length < 40 ? 'circle' : 'none', symbolSize: 5,
      sampling: times.length > dense ? 'lttb' : undefined, emphasis: { disabled: true }, ...more,
    });
    // An interval is the band between two lines stacked on each other: the lower end, unseen, and the width above it. Narrower ones lie over wider ones.
    const edge = (name, values, more) => ({
      name, type: 'line', data: points(times, values), stack: name, stackStrategy: 'all', symbol: 'none', silent: true,
      color: colour.own, lineStyle: { opacity: 0 }, tooltip: { show: false }, emphasis: { disabled: true }, z: 0, ...more,
    });
    const band = view.intervals.flatMap((name, index) => {
      const { lower, upper } = step.bands[index];
      return [
        edge(name, lower),
        edge(name, upper.map((value, i) => value === null || lower[i] === null ? null : value - lower[i]), { areaStyle: { color: colour.own, opacity: 0.16 } }),
      ];
    });
    const start = opening(view, times);
    return {
      ...base(colour),
      grid: { left: 8, right: 16, top: view.intervals.length > 0 && narrow() ? 74 : 56, bottom: view.numbered ? 88 : 72, containLabel: true },
      legend: {
        ...lineLegend(colour), selected: view.shown,
        data: ['Actual', 'Forecast', ...view.intervals.map((name, index) => ({ name, icon: 'rect', itemStyle: { color: colour.own, opacity: 0.25 * (index + 1) } })), view.baseline],
      },
      xAxis: timeAxis(colour, view),
      yAxis: axis(colour, { type: 'value', scale: true, name: view.unit || view.name, nameLocation: 'end', nameGap: 14, nameTextStyle: { color: colour.soft, align: 'left', padding: [0, 0, 0, -30] }, axisLabel: { formatter: tick } }),
      dataZoom: zoom(colour, { startValue: start, endValue: times[times.length - 1] }),
      tooltip: {
        ...base(colour).tooltip,
        formatter: items => {
          const index = items[0].dataIndex, truth = actual[index], guess = step.forecast[index];
          const rows = items.filter(item => !view.intervals.includes(item.seriesName)).map(item => row(item.marker, item.seriesName, quantity(view, item.value[1])));
          view.intervals.forEach((name, place) => {
            const { lower, upper } = step.bands[place];
            if (lower[index] !== null) rows.push(row('', name, `${quantity(view, lower[index])} – ${quantity(view, upper[index])}`));
          });
          if (truth !== null && guess !== null) {
            const share = truth === 0 ? '' : ` (${number(100 * Math.abs((truth - guess) / truth), 3)} %)`;
            rows.push(row('', 'Residual', quantity(view, truth - guess, signed) + share));
          }
          return title(moment(view, times[index])) + rows.join('');
        },
      },
      series: [
        ...band,
        // A wide pale line under a thin strong one: both are seen even where they agree.
        line('Actual', actual, { color: colour.actual, lineStyle: { width: 4, color: colour.actual }, z: 2 }),
        line('Forecast', step.forecast, { color: colour.own, lineStyle: { width: 1.75, color: colour.own }, z: 3 }),
        line(view.baseline, step.baseline, { color: colour.other, lineStyle: { width: 1.5, color: colour.other, type: [5, 4] }, z: 1 }),
      ],
    };
  };

  const residuals = (view, colour) => {
    const { times, actual, step } = view;
    const values = actual.map((truth, i) => truth === null || step.forecast[i] === null ? null : truth - step.forecast[i]);
    const many = times.length > dense;
    return {
      ...base(colour),
      grid: { left: 8, right: 16, top: 28, bottom: view.numbered ? 24 : 8, containLabel: true },
      xAxis: timeAxis(colour, view),
      yAxis: axis(colour, { type: 'value', name: view.unit, nameTextStyle: { color: colour.soft, align: 'left', padding: [0, 0, 0, -30] }, axisLabel: { formatter: tick } }),
      dataZoom: zoom(colour).slice(1),
      tooltip: { ...base(colour).tooltip, formatter: items => title(moment(view, items[0].value[0])) + row('', 'Residual', quantity(view, items[0].value[1], signed)) },
      series: [many
        ? { type: 'line', data: points(times, values), color: colour.own, lineStyle: { width: 1, color: colour.own }, showSymbol: false, sampling: 'minmax', emphasis: { disabled: true } }
        : { type: 'bar', data: points(times, values), color: colour.own, barMaxWidth: 8, barMinWidth: 1, barCategoryGap: '15%', emphasis: { disabled: true } }],
    };
  };

  const histogram = (view, colour) => {
    const { binStart, binWidth, binCounts, mean, deviation, count } = view.step.residuals;
    const end = binStart + binWidth * binCounts.length;
    const bars = binCounts.map((amount, i) => [binStart + (i + 0.5) * binWidth, amount]);
    const curve = deviation > 0 ? Array.from({ length: 101 }, (_, i) => {
      const x = binStart + (end - binStart) * i / 100;
      return [x, count * binWidth * Math.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI))];
    }) : [];
    return {
      ...base(colour),
      grid: { left: 8, right: 16, top: 28, bottom: view.unit ? 24 : 8, containLabel: true },
      xAxis: axis(colour, { type: 'value', min: binStart, max: end, name: view.unit, nameLocation: 'middle', nameGap: 26, splitLine: { show: false }, axisLabel: { formatter: tick, showMinLabel: false, showMaxLabel: false } }),
      yAxis: axis(colour, { type: 'value', name: 'forecasts', minInterval: 1, nameTextStyle: { color: colour.soft, align: 'left', padding: [0, 0, 0, -24] }, axisLabel: { formatter: tick } }),
      tooltip: {
        ...base(colour).tooltip, trigger: 'item',
        formatter: item => {
          const lower = binStart + item.dataIndex * binWidth;
          return title(`${tick(lower)} to ${tick(lower + binWidth)}`) + row('', 'Forecasts', number(item.value[1]));
        },
      },
      series: [
        { type: 'bar', data: bars, color: colour.own, barWidth: '94%', emphasis: { disabled: true } },
        { type: 'line', data: curve, showSymbol: false, silent: true, lineStyle: { color: colour.other, width: 1.75 }, tooltip: { show: false }, emphasis: { disabled: true } },
      ],
    };
  };

  const autocorrelation = (view, colour) => {
    const { autocorrelation: values, band } = view.step.residuals;
    const limit = Math.max(0.2, Math.ceil(10 * Math.max(...values.map(Math.abs), band)) / 10);
    return {
      ...base(colour),
      grid: { left: 8, right: 16, top: 28, bottom: 24, containLabel: true },
      xAxis: axis(colour, { type: 'category', data: values.map((_, i) => i + 1), name: 'lag', nameLocation: 'middle', nameGap: 26, axisLine: { show: false }, axisLabel: { interval: i => values.length < 10 || (i + 1) % (view.season > 1 && view.season < 15 ? view.season : values.length > 30 ? 10 : 5) === 0 } }),
      yAxis: axis(colour, { type: 'value', min: -limit, max: limit, name: 'autocorrelation', nameTextStyle: { color: colour.soft, align: 'left', padding: [0, 0, 0, -24] }, axisLabel: { formatter: tick } }),
      tooltip: { ...base(colour).tooltip, formatter: items => title(`Lag ${items[0].name}`) + row('', 'Autocorrelation', number(items[0].value, 3)) },
      series: [{
        type: 'bar', barMaxWidth: 8, barMinWidth: 2, emphasis: { disabled: true },
        data: values.map(value => ({ value, itemStyle: { color: Math.abs(value) > band ? colour.other : colour.own } })),
        markArea: { silent: true, itemStyle: { color: colour.third, opacity: 0.16 }, data: [[{ yAxis: -band }, { yAxis: band }]] },
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: colour.third, type: 'dashed' }, data: [{ yAxis: -band }, { yAxis: band }] },
      }],
    };
  };

  return { forecast, residuals, histogram, autocorrelation };
})();
