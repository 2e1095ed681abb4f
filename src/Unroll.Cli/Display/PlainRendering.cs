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

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth)
            .Select(segment => segment.IsControlCode || segment.IsLineBreak || PlainText.Of(segment.Text) is var plain && plain == segment.Text
                ? segment : new Segment(PlainText.Of(segment.Text), segment.Style));
    }
}
