using Unroll.Catalogue;

namespace Unroll.Analysis.StateSpace;

/// <summary>
/// A part of a structural time series model, which adds up with the others to the observations (Harvey 1989): its states, how they go on,
/// and the parameters that are to be estimated.
/// </summary>
public abstract class StructuralComponent
{
    /// <summary>All components by name; users register their own here.</summary>
    public static BlockCatalogue<StructuralComponent> Catalogue { get; } = new("structural component", () =>
    [
        LocalLevel.Entry, LocalLinearTrend.Entry, DampedTrend.Entry, DummySeasonal.Entry, TrigonometricSeasonal.Entry, Cycle.Entry,
        Autoregression.Entry,
    ]);

    /// <summary>The component's name in results: <c>level</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The number of its states.</summary>
    public abstract int StateCount { get; }

    /// <summary>Its parameters, in the order in which <see cref="Write"/> takes them.</summary>
    public abstract IReadOnlyList<StructuralParameter> Parameters { get; }

    /// <summary>Writes the component's part of a model.</summary>
    /// <param name="part">The part.</param>
    /// <param name="parameters">Values of <see cref="Parameters"/>.</param>
    public abstract void Write(StructuralPart part, ReadOnlySpan<double> parameters);

    /// <summary>Makes values of the parameters of numbers without bounds, which an optimiser moves.</summary>
    /// <param name="free">One number a parameter.</param>
    /// <param name="scale">The variance of the series, which variances are relative to.</param>
    /// <param name="parameters">The values.</param>
    public virtual void Constrain(ReadOnlySpan<double> free, double scale, Span<double> parameters)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = Parameters[i].Constrain(free[i], scale);
        }
    }
}
