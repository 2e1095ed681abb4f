// Finds the sections with charts, draws them when they come near, and keeps them right: another size, light or dark, paper.
(() => {
  const kinds = [['[data-forecast]', forecasts.explore], ['[data-series]', series.explore]];
  const found = kinds.flatMap(([selector, explore]) => [...document.querySelectorAll(selector)].map(root => ({ root, explore })));
  if (typeof echarts === 'undefined') {
    document.getElementById('no-charts').hidden = false;
    for (const { root } of found.filter(({ root }) => !root.querySelector('svg.plot'))) {
      for (const element of root.querySelectorAll('.chart, .controls, .pair, figcaption, h3, .note')) element.hidden = true;
    }
    return;
  }

  const explorers = [];
  const begin = ({ root, explore }) => {
    const explorer = explore(root);
    explorer.drawAll(false);
    const observer = new ResizeObserver(explorer.resize);
    for (const element of explorer.elements) observer.observe(element);
    explorers.push(explorer);
  };

  // A page of many columns would be long in coming if all were drawn at once.
  const waiting = new Map(found.slice(12).map(entry => [entry.root, entry]));
  const beginNow = root => {
    const entry = waiting.get(root);
    waiting.delete(root);
    if (entry) begin(entry);
  };
  const near = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) beginNow(entry.target);
  }, { rootMargin: '800px' });
  found.slice(0, 12).forEach(begin);
  for (const root of waiting.keys()) near.observe(root);

  const redraw = () => { for (const explorer of explorers) explorer.drawAll(true); };
  const onPaper = isPrinting => {
    theme.paper.isPrinting = isPrinting;
    document.documentElement.classList.toggle('paper', isPrinting);
    for (const root of [...waiting.keys()]) beginNow(root);
    // In this order: what follows a change of the options is drawn at once, what follows a change of the size only on the next frame.
    for (const explorer of explorers) explorer.resize();
    redraw();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  addEventListener('beforeprint', () => onPaper(true));
  addEventListener('afterprint', () => onPaper(false));
})();
