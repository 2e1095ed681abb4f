using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step of the preparation of series: told what to do by its options, it learns from training parts what it needs to know, and gives a
/// <see cref="FittedStep"/> that does the work, on any part, and is saved with the run.
/// </summary>
public abstract class PreparingStep
{
    /// <summary>All steps by name: those of the library, and those that users register, as a <see cref="StepEntry"/> each.</summary>
    public static BlockCatalogue<PreparingStep> Catalogue { get; } = new("step", () =>
    [
        ResampleStep.Entry, WindowFeatureStep.Entry, CropStep.Entry, ImputeStep.Entry, ClipStep.Entry, DetrendStep.Entry,
        DifferenceStep.Entry, LogStep.Entry, PowerStep.Entry, ScaleStep.Entry, LagStep.Entry, RollingStep.Entry, CalendarStep.Entry,
        FourierStep.Entry, HolidayStep.Entry, BusinessTimeStep.Entry, OneHotStep.Entry, EmbeddingCodeStep.Entry,
    ]);

    /// <summary>The step's name in recipes, for example <c>scale</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether rows come out that did not go in, as from resampling. Such steps come first, before series are split by time.
    /// </summary>
    public virtual bool ChangesRows => false;

    /// <summary>
    /// Whether what comes out at a row depends on later rows, as in interpolation or a centred mean. Where the future is to be forecast,
    /// such a step would tell it, and is refused.
    /// </summary>
    public virtual bool LooksAhead => false;

    /// <summary>What to say instead, where the step looks ahead and may not: <c>centred: false</c>; null where there is nothing.</summary>
    public virtual string? CausalAlternative => null;

    /// <summary>Whether it learns of each series apart, so that it cannot take new ones.</summary>
    public virtual bool LearnsEachSeries => false;

    /// <summary>What whoever uses the step should know, to be shown to them; null where there is nothing.</summary>
    public virtual string? Warning => null;

    /// <summary>Learns from the training parts of series, which is all that it is ever shown.</summary>
    /// <param name="training">The training part of each series.</param>
    /// <exception cref="InputException">The step does not fit the series: a column is missing, or has no values to learn from.</exception>
    public abstract FittedStep Fit(SeriesSet training);

    /// <summary>The step as it is meant for a use of series; itself unless a setting means something else there.</summary>
    /// <param name="use">What series are used for.</param>
    public virtual PreparingStep For(SeriesUse use) => this;

    /// <summary>The step with the files read that it names, so that it is complete; itself where it names none.</summary>
    /// <param name="folder">The folder that relative paths count from: that of the recipe.</param>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public virtual PreparingStep Resolve(string folder) => this;
}
