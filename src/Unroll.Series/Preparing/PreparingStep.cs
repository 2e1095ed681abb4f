using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step of the preparation of series: told what to do by its options, it learns from training parts what it needs to know, and gives a
/// <see cref="FittedStep"/> that does the work, on any part, and is saved with the run.
/// </summary>
public abstract class PreparingStep
{
    /// <summary>The step's name in recipes, for example <c>scale</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether rows come out that did not go in, as from resampling. Such steps come first, before series are split by time.</summary>
    public virtual bool ChangesRows => false;

    /// <summary>
    /// Whether what comes out at a row depends on later rows, as in interpolation or a centred mean. Where the future is to be forecast, such a step
    /// would tell it, and is refused.
    /// </summary>
    public virtual bool LooksAhead => false;

    /// <summary>What whoever uses the step should know, to be shown to them; null where there is nothing.</summary>
    public virtual string? Warning => null;

    /// <summary>Learns from the training parts of series, which is all that it is ever shown.</summary>
    /// <param name="training">The training part of each series.</param>
    /// <exception cref="InputException">The step does not fit the series: a column is missing, or has no values to learn from.</exception>
    public abstract FittedStep Fit(SeriesSet training);
}
