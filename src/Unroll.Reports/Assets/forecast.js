// Reads the data of each section of forecasts, draws its charts, and changes them when another part, track or step is asked for.
const forecasts = (() => {
  const explore = root => {
    const data = JSON.parse(root.querySelector('script').textContent);
    for (const track of data.tracks) {
      // Rows without stamps have numbers.
      track.numbered = track.times.length > 0 && typeof track.times[0] === 'number';
      if (!track.numbered) track.times = track.times.map(time => Date.parse(time.length > 10 ? time + 'Z' : time));
    }

    // The part that counts comes first.
    const chosen = { part: data.tracks[0].part, name: data.tracks[0].name, step: 0 };
    const shown = { 'Actual': true, 'Forecast': true, [data.baseline]: false };
    const instances = new Map();
    const large = data.tracks.some(track => track.times.length > 5000);

    const view = () => {
      const part = data.tracks.filter(track => track.part === chosen.part);
      const track = part.find(candidate => candidate.name === chosen.name) ?? part[0];
      const step = track.steps[Math.min(chosen.step, track.steps.length - 1)];
      return step && { ...track, step, baseline: data.baseline, intervals: step.bands.length > 0 ? data.intervals : [], season: data.season, shown };
    };

    const draw = (name, options, keepZoom) => {
      const element = root.querySelector(`[data-chart="${name}"]`);
      let chart = instances.get(name);
      const zoom = keepZoom && chart?.getOption()?.dataZoom?.[0];
      if (!chart) {
        // Vectors stay sharp on paper and at any zoom; many points are drawn faster as pixels.
        chart = echarts.init(element, null, { renderer: large ? 'canvas' : 'svg' });
        instances.set(name, chart);
        if (name === 'forecast') chart.on('legendselectchanged', event => Object.assign(shown, event.selected));
      }
      if (theme.paper.isPrinting) options.animation = false;
      chart.setOption(options, { notMerge: true });
      if (zoom) chart.dispatchAction({ type: 'dataZoom', startValue: zoom.startValue, endValue: zoom.endValue }, { flush: true });
    };

    const say = (name, text) => { root.querySelector(`[data-say="${name}"]`).textContent = text; };

    const drawAll = keepZoom => {
      const current = view();
      if (!current) return;
      const colour = theme.colours();
      const { residuals, ahead } = current.step;
      const unit = current.unit ? ' ' + current.unit : '';
      draw('forecast', charts.forecast(current, colour), keepZoom);
      draw('residuals', charts.residuals(current, colour), keepZoom);
      const known = residuals.count > 0;
      root.querySelector('[data-chart="histogram"]').closest('figure').hidden = !known;
      if (known) draw('histogram', charts.histogram(current, colour));
      const correlated = residuals.autocorrelation.length > 0;
      root.querySelector('[data-chart="autocorrelation"]').closest('figure').hidden = !correlated;
      if (correlated) draw('autocorrelation', charts.autocorrelation(current, colour));
      say('residuals', `Residual = actual − forecast. ${current.name}, the ${current.part} part, ${ahead}: mean ${theme.number(residuals.mean, 3)}${unit}, `
        + `standard deviation ${theme.number(residuals.deviation, 3)}${unit}.`);
      say('histogram', `Histogram of ${theme.number(residuals.count)} residuals in ${residuals.binCounts.length} bins of ${theme.tick(residuals.binWidth)}${unit}, `
        + 'with the normal curve of the same mean and deviation.');
      for (const button of root.querySelectorAll('button[data-part]')) {
        button.setAttribute('aria-pressed', String(button.dataset.part === chosen.part));
      }
    };

    root.addEventListener('click', event => {
      const button = event.target.closest('button[data-part]');
      if (!button) return;
      chosen.part = button.dataset.part;
      drawAll(false);
    });
    root.addEventListener('change', event => {
      if (event.target.matches('select[data-name]')) chosen.name = event.target.value;
      else if (event.target.matches('select[data-step]')) chosen.step = Number(event.target.value);
      else return;
      drawAll(event.target.matches('select[data-step]'));
    });

    const resize = () => { for (const chart of instances.values()) chart.resize(); };
    return { drawAll, resize, elements: [...root.querySelectorAll('.chart')] };
  };

  return { explore };
})();
