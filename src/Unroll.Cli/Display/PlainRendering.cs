using Spectre.Console.Rendering;

namespace Unroll.Cli.Display;

/// <summary>Takes out of all that is drawn what would steer the terminal, other than what draws it.</summary>
internal sealed class PlainRendering : IRenderHook
{
    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(renderable => new Plain(renderable));

    private sealed class Plain(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth).Select(PlainOf);

        private static Segment PlainOf(Segment segment)
        {
            string plain = PlainFormatter.Format(segment.Text);
            return segment.IsControlCode || segment.IsLineBreak || plain == segment.Text ? segment : new Segment(plain, segment.Style);
        }
    }
}
