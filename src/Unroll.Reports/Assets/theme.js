'use strict';
// Colours, number formats and what all charts have in common. No library but ECharts; nothing here touches the data.
const theme = (() => {
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const narrow = () => innerWidth < 768;

  // The style sheet owns the colours, for light, dark and paper.
  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    const names = ['surface', 'ink', 'soft', 'line', 'grid', 'actual', 'own', 'own-soft', 'other', 'third', 'good', 'bad'];
    return Object.fromEntries(names.map(name => [name.replace('-s', 'S'), style.getPropertyValue('--' + name).trim()]));
  };

  const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  const escape = text => String(text).replace(/[&<>"']/g, character => escapes[character]);

  // Four significant digits, thousands separated, however large or small the number is.
  const number = (value, digits = 4) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return '–';
    const size = Math.abs(value);
    if (size !== 0 && (size >= 1e9 || size < 1e-4)) return value.toExponential(digits - 1).replace('-', '−');
    const decimals = size === 0 ? 0 : Math.max(0, Math.min(8, digits - 1 - Math.floor(Math.log10(size))));
    return value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: decimals }).replace('-', '−');
  };

  // Axis labels: rounding noise such as 0.30000000000000004 must not show, nor the noughts of 1.00000e+20.
  const tick = value => number(Number(value.toPrecision(6)), 6).replace(/\.?0+(?=e)/, '').replace('e+', 'e');
  const signed = value => (value > 0 ? '+' : '') + number(value, 3);

  const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const date = milliseconds => {
    const time = new Date(milliseconds);
    const day = `${weekdays[time.getUTCDay()]} ${time.getUTCDate()} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
    const [, clock, seconds] = /T(\d\d:\d\d)(.*)Z/.exec(time.toISOString());
    const precise = clock + (seconds === ':00.000' ? '' : seconds.replace('.000', ''));
    return precise === '00:00' ? day : `${day} ${precise}`;
  };

  // Options that every chart starts from.
  const base = colour => ({
    animation: !reducedMotion,
    animationDuration: 400,
    useUTC: true,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: colour.soft },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colour.surface,
      borderColor: colour.line,
      textStyle: { color: colour.ink, fontSize: 13 },
      axisPointer: { type: 'line', lineStyle: { color: colour.third, type: 'dashed' } },
    },
    legend: {
      top: 0, left: 0, itemWidth: narrow() ? 18 : 22, itemHeight: 10, itemGap: narrow() ? 10 : 18, icon: undefined,
      textStyle: { color: colour.ink, fontSize: narrow() ? 12 : 13 }, inactiveColor: colour.third,
    },
  });

  const axis = (colour, more = {}) => ({
    axisLine: { lineStyle: { color: colour.line } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colour.grid } },
    nameTextStyle: { color: colour.soft },
    ...more,
    axisLabel: { color: colour.soft, hideOverlap: true, ...more.axisLabel },
  });

  // A strip below a chart, and the mouse within it.
  const zoom = (colour, more) => [
    {
      type: 'slider', height: 36, bottom: 8, left: 24, right: 24, showDetail: false, brushSelect: false,
      borderColor: colour.line, fillerColor: colour.ownSoft, handleStyle: { color: colour.surface, borderColor: colour.own }, moveHandleStyle: { color: colour.own, opacity: 0.5 },
      dataBackground: { lineStyle: { color: colour.third }, areaStyle: { color: colour.third, opacity: 0.15 } },
      selectedDataBackground: { lineStyle: { color: colour.own }, areaStyle: { color: colour.own, opacity: 0.15 } }, ...more,
    },
    { type: 'inside', zoomOnMouseWheel: 'shift', moveOnMouseWheel: false, moveOnMouseMove: !matchMedia('(pointer: coarse)').matches, ...more },
  ];

  // Whether the page is being printed: what is drawn then must stand still.
  const paper = { isPrinting: false };

  const row = (marker, name, text) =>
    `<div style="display:flex;gap:1.5em;justify-content:space-between"><span>${marker}${escape(name)}</span><b>${escape(text)}</b></div>`;
  const title = text => `<div style="margin-bottom:.3em;opacity:.75">${escape(text)}</div>`;

  return { colours, narrow, number, tick, signed, date, base, axis, zoom, paper, row, title };
})();
