using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The initial weights of a layer that are still to be drawn: from one stream of random numbers, so all at once and in the order in which
/// the layer has its parameters. What was written in the meantime, as a loaded model's weights are, is not drawn.
/// </summary>
/// <param name="random">The layer's random numbers.</param>
internal sealed class InitialWeights(RandomStream random) : IInitialValues
{
    private readonly Lock _drawing = new();
    private readonly Queue<Entry> _entries = [];

    /// <summary>The layer's random numbers.</summary>
    public RandomStream Random => random;

    /// <summary>Adds a parameter.</summary>
    /// <exception cref="ArgumentException">The initializer cannot fill an array of that length.</exception>
    public void Add(Parameter parameter, Initializer initializer, int fanIn, int fanOut, RandomStream random)
    {
        initializer.CheckLength(parameter.Length, fanIn, fanOut);
        _entries.Enqueue(new(parameter, initializer, fanIn, fanOut, random));
    }

    /// <inheritdoc/>
    public void Draw(CancellationToken cancellationToken)
    {
        lock (_drawing)
        {
            while (_entries.TryPeek(out Entry? entry))
            {
                if (!entry.Parameter.HasValues)
                {
                    entry.Parameter.Adopt(Draw(entry, cancellationToken));
                }

                _entries.Dequeue();
            }
        }
    }

    private static AlignedBuffer Draw(Entry entry, CancellationToken cancellationToken)
    {
        RandomState start = entry.Random.State;
        AlignedBuffer values = new(entry.Parameter.Length);
        try
        {
            entry.Initializer.Fill(values.Span, entry.FanIn, entry.FanOut, entry.Random, cancellationToken);
            return values;
        }
        catch
        {
            entry.Random.State = start;
            throw;
        }
    }

    private sealed record Entry(Parameter Parameter, Initializer Initializer, int FanIn, int FanOut, RandomStream Random);
}
