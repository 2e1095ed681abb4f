using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step of preparation: settings, to be fitted on training parts. The result is a <see cref="FittedStep"/>, which transforms any part and
/// is saved with the run.
/// </summary>
public abstract class PreparingStep
{
    /// <summary>All steps by name: those of the library, and those that users register, as a <see cref="StepEntry"/> each.</summary>
    public static BlockCatalogue<PreparingStep> Catalogue { get; } = new("step", () =>
    [
        ResampleStep.Entry, WindowFeatureStep.Entry, CropStep.Entry, ImputeStep.Entry, ClipStep.Entry, DetrendStep.Entry,
        DifferenceStep.Entry, LogStep.Entry, PowerStep.Entry, ScaleStep.Entry, LagStep.Entry, RollingStep.Entry, CalendarStep.Entry,
        FourierStep.Entry, HolidayStep.Entry, BusinessTimeStep.Entry, OneHotStep.Entry, EmbeddingCodeStep.Entry, SplitTextStep.Entry,
        NGramStep.Entry, AffixStep.Entry, CharacterStep.Entry, TokenizeStep.Entry, NumbersStep.Entry,
    ]);

    /// <summary>The step's name in recipes, for example <c>scale</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether the step adds or merges rows, as resampling does. Such steps come first, before series are split by time.
    /// </summary>
    public virtual bool ChangesRows => false;

    /// <summary>
    /// Whether each row of the result is a frame of rows, as in a spectrogram; the fitted step tells which
    /// (<see cref="FittedStep.FramesOf"/>).
    /// </summary>
    public virtual bool MakesFrames => false;

    /// <summary>
    /// Whether the result at a row depends on later rows, as in interpolation or a centred mean. In forecasting that would be leakage, and
    /// the step is refused.
    /// </summary>
    public virtual bool LooksAhead => false;

    /// <summary>
    /// The causal setting to suggest where the step looks ahead and may not: <c>centered: false</c>; null where there is none.
    /// </summary>
    public virtual string? CausalAlternative => null;

    /// <summary>Whether it is fitted on each series apart, so that it cannot transform new ones.</summary>
    public virtual bool LearnsEachSeries => false;

    /// <summary>A warning to show to the user; null where there is none.</summary>
    public virtual string? Warning => null;

    /// <summary>Fits the step on the training parts of series.</summary>
    /// <param name="training">The training part of each series.</param>
    /// <exception cref="InputException">The step does not fit the series: a column is missing, or has no known values.</exception>
    public abstract FittedStep Fit(SeriesSet training);

    /// <summary>The step adapted to a use of series; itself unless a setting means something else there.</summary>
    /// <param name="use">The use of series.</param>
    public virtual PreparingStep For(SeriesUse use) => this;

    /// <summary>The step with its files read; itself where it names none.</summary>
    /// <param name="folder">The folder that relative paths count from: that of the recipe.</param>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public virtual PreparingStep Resolve(string folder) => this;
}
