// Reads the data, draws the charts, and keeps them right: another part or step, another size, light or dark, paper.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  for (const part of data.parts) {
    // Rows without stamps have numbers.
    part.numbered = part.times.length > 0 && typeof part.times[0] === 'number';
    if (!part.numbered) part.times = part.times.map(time => Date.parse(time.length > 10 ? time + 'Z' : time));
  }

  // The parts come as validation and test; the test part, the last, is what counts.
  const chosen = { part: data.parts.length - 1, step: 0 };
  const shown = { 'Actual': true, 'Forecast': true, 'Seasonal naive': false };
  const instances = new Map();
  let printing = false;

  const view = () => {
    const part = data.parts[chosen.part];
    return part && part.steps.length > 0 && {
      target: data.target, unit: data.unit, season: data.season, cadence: data.cadence, shown,
      name: part.name, times: part.times, numbered: part.numbered, actual: part.actual, byStep: part.byStep,
      step: part.steps[Math.min(chosen.step, part.steps.length - 1)],
    };
  };

  const draw = (id, options, keepZoom) => {
    const element = document.getElementById(id);
    if (!element || !options) return;
    let chart = instances.get(id);
    const zoom = keepZoom && chart?.getOption()?.dataZoom?.[0];
    if (!chart) {
      // Vectors stay sharp on paper and at any zoom; many points are drawn faster as pixels.
      const large = data.parts.some(part => part.times.length > 5000);
      chart = echarts.init(element, null, { renderer: large ? 'canvas' : 'svg' });
      instances.set(id, chart);
      if (id === 'chart-forecast') chart.on('legendselectchanged', event => Object.assign(shown, event.selected));
    }
    if (printing) options.animation = false;
    chart.setOption(options, { notMerge: true });
    if (zoom) chart.dispatchAction({ type: 'dataZoom', startValue: zoom.startValue, endValue: zoom.endValue }, { flush: true });
  };

  const say = (id, text) => { document.getElementById(id).textContent = text; };

  const drawPart = keepZoom => {
    const current = view();
    for (const id of ['forecast', 'residuals', 'steps']) document.getElementById(id).hidden = !current;
    if (!current) return;
    const colour = theme.colours();
    const { residuals, ahead } = current.step;
    const unit = current.unit ? ' ' + current.unit : '';
    draw('chart-forecast', charts.forecast(current, colour), keepZoom);
    draw('chart-residuals', charts.residuals(current, colour), keepZoom);
    draw('chart-histogram', charts.histogram(current, colour));
    const correlated = residuals.autocorrelation.length > 0;
    document.getElementById('chart-autocorrelation').closest('figure').hidden = !correlated;
    if (correlated) draw('chart-autocorrelation', charts.autocorrelation(current, colour));
    if (current.byStep.length > 1) draw('chart-steps', charts.steps(current, colour));
    say('residuals-note', `Residual = actual − forecast. The ${current.name} part, ${ahead}: mean ${theme.number(residuals.mean, 3)}${unit}, `
      + `standard deviation ${theme.number(residuals.deviation, 3)}${unit}.`);
    say('histogram-note', `Histogram of ${theme.number(residuals.count)} residuals in ${residuals.binCounts.length} bins of ${theme.tick(residuals.binWidth)}${unit}, `
      + 'with the normal curve of the same mean and deviation.');
    for (const button of document.querySelectorAll('button[data-part]')) {
      button.setAttribute('aria-pressed', String(Number(button.dataset.part) === chosen.part));
    }
    for (const select of document.querySelectorAll('select[data-step]')) select.value = String(chosen.step);
  };

  const drawAll = keepZoom => {
    drawPart(keepZoom);
    const learned = data.history.epoch.length > 0;
    document.getElementById('chart-learning').hidden = !learned;
    if (learned) draw('chart-learning', charts.learning(data.history, theme.colours()));
    else document.querySelector('#learning figcaption').textContent = 'No epoch was run to its end.';
  };

  const copyControls = () => {
    const [first, ...rest] = document.querySelectorAll('[data-controls]');
    for (const element of rest) {
      element.replaceChildren(...[...first.children].map(child => child.cloneNode(true)));
      // By steps ahead, the chart shows them all.
      if (element.closest('#steps')) element.querySelector('.step')?.remove();
    }
    document.addEventListener('click', event => {
      const button = event.target.closest('button[data-part]');
      if (!button) return;
      chosen.part = Number(button.dataset.part);
      drawPart(false);
    });
    document.addEventListener('change', event => {
      if (!event.target.matches('select[data-step]')) return;
      chosen.step = Number(event.target.value);
      drawPart(true);
    });
  };

  const offerCopy = () => {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll('[data-copy]')) {
      button.hidden = !document.getElementById(button.dataset.copy);
      button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        button.textContent = 'Copied';
        setTimeout(() => { button.textContent = 'Copy'; }, 1500);
      });
    }
  };

  // Marks the section being read in the contents.
  const followReading = () => {
    const links = new Map([...document.querySelectorAll('.contents a')].map(link => [link.hash.slice(1), link]));
    const observer = new IntersectionObserver(entries => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links.values()) link.classList.remove('here');
        links.get(entry.target.id)?.classList.add('here');
      }
    }, { rootMargin: '-15% 0px -75% 0px' });
    for (const section of document.querySelectorAll('main > section')) observer.observe(section);
  };

  const onPaper = paper => {
    printing = paper;
    document.documentElement.classList.toggle('paper', paper);
    // In this order: what follows a change of the options is drawn at once, what follows a change of the size only on the next frame.
    for (const chart of instances.values()) chart.resize();
    drawAll(true);
  };

  offerCopy();
  followReading();
  if (typeof echarts === 'undefined') {
    document.getElementById('no-charts').hidden = false;
    for (const element of document.querySelectorAll('.chart, [data-controls]')) element.hidden = true;
    return;
  }

  copyControls();
  drawAll(false);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawAll(true));
  addEventListener('beforeprint', () => onPaper(true));
  addEventListener('afterprint', () => onPaper(false));
  const observer = new ResizeObserver(() => { for (const chart of instances.values()) chart.resize(); });
  for (const element of document.querySelectorAll('.chart')) observer.observe(element);
})();
