using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>A distribution or rule for a parameter's initial values.</summary>
public abstract class Initializer
{
    /// <summary>Values between two looks at a cancellation: some milliseconds.</summary>
    private const int ValuesOfPart = 1 << 16;

    /// <summary>All initializers by name; users register their own here.</summary>
    public static BlockCatalogue<Initializer> Catalogue { get; } = new("initializer", () =>
    [
        GlorotUniform.Entry, GlorotNormal.Entry, HeUniform.Entry, HeNormal.Entry, Orthogonal.Entry, Zeros.Entry, Ones.Entry, Constant.Entry,
        RandomUniform.Entry, RandomNormal.Entry,
    ]);

    /// <summary>Name in recipes and model files: <c>glorot-uniform</c>.</summary>
    public string Name => Catalogue.NameOf(this);

    /// <summary>Writes the initial values.</summary>
    /// <param name="values">The values; a kernel is row-major <c>[fanIn, fanOut]</c>.</param>
    /// <param name="fanIn">Inputs of each unit, at least 1.</param>
    /// <param name="fanOut">Units that each input goes to, at least 1.</param>
    /// <param name="random">The source of random numbers.</param>
    public abstract void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random);

    /// <summary>Writes the initial values, cancellable.</summary>
    /// <param name="values">The values; a kernel is row-major <c>[fanIn, fanOut]</c>.</param>
    /// <param name="fanIn">Inputs of each unit, at least 1.</param>
    /// <param name="fanOut">Units that each input goes to, at least 1.</param>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="cancellationToken">
    /// Ends it, within a second for those of the library; one that does not override this is asked before it starts.
    /// </param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public virtual void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random, CancellationToken cancellationToken)
    {
        int part = FillsInParts ? ValuesOfPart : Math.Max(values.Length, 1);
        for (int start = 0; start < values.Length; start += part)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fill(values.Slice(start, Math.Min(part, values.Length - start)), fanIn, fanOut, random);
        }
    }

    /// <summary>Whether each value is drawn by itself, in order, so that a part may be filled at a time.</summary>
    private protected virtual bool FillsInParts => false;

    /// <summary>Checks that the initializer can fill an array of some length.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    internal virtual void CheckLength(int length, int fanIn, int fanOut)
    {
    }

    /// <summary>Writes independent numbers, uniform from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    private protected static void FillUniform(Span<float> values, double minimum, double maximum, RandomStream random)
    {
        foreach (ref float value in values)
        {
            value = (float)(minimum + ((maximum - minimum) * random.NextDouble()));
        }
    }

    /// <summary>Writes independent normal numbers, drawn anew where they are beyond two standard deviations.</summary>
    /// <param name="values">Where to write.</param>
    /// <param name="standardDeviation">Standard deviation after truncation.</param>
    /// <param name="random">The source of random numbers.</param>
    private protected static void FillTruncatedNormal(Span<float> values, double standardDeviation, RandomStream random)
    {
        // The standard deviation of a standard normal number that is kept within ±2.
        const double Truncated = 0.87962566103423978;
        foreach (ref float value in values)
        {
            double normal;
            do
            {
                normal = random.NextNormal();
            }
            while (Math.Abs(normal) > 2);
            value = (float)(normal * standardDeviation / Truncated);
        }
    }
}
