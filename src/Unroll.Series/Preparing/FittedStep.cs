using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A fitted <see cref="PreparingStep"/>: its settings and fitted parameters. It is immutable, thread-safe and deterministic.
/// </summary>
public abstract class FittedStep
{
    internal const string NameKey = "step";

    /// <summary>The step's name in recipes and saved runs.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Columns that the step adds as future covariates, as the calendar is; none unless a step overrides it.
    /// </summary>
    public virtual IReadOnlyList<string> FutureCovariates => [];

    /// <summary>
    /// Columns that the step makes of one column, row by row, such as one-hot columns: they are future covariates where that column is.
    /// None unless a step overrides it.
    /// </summary>
    /// <param name="column">The column.</param>
    public virtual IReadOnlyList<string> MadeOf(string column) => [];

    /// <summary>
    /// The lookback: rows before a row that its result depends on, so that a forecast need not read more; null where it may depend on all.
    /// 0 unless a step overrides it.
    /// </summary>
    public virtual int? ReachBack => 0;

    /// <summary>
    /// The rows that each row of the result is made of, where these are frames (<see cref="PreparingStep.MakesFrames"/>); null unless a
    /// step overrides it.
    /// </summary>
    /// <param name="frame">The series before the step.</param>
    /// <param name="id">Id of the series, for messages.</param>
    /// <param name="count">Rows of the result.</param>
    public virtual IReadOnlyList<RowRange>? FramesOf(Frame frame, string id, int count) => null;

    /// <summary>
    /// Rows before the values that <see cref="Inverse"/> needs; 0 unless a step overrides it, as differences do.
    /// </summary>
    public virtual int InverseReach => 0;

    /// <summary>
    /// Restores a step from <see cref="ToJson"/>, by its entry in <see cref="PreparingStep.Catalogue"/>; results are the same, bit for bit.
    /// </summary>
    /// <param name="json">The saved step; its <c>step</c> is the name.</param>
    /// <exception cref="InputException">There is no such step, or the saved step is damaged.</exception>
    public static FittedStep Restore(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        string name = json.Text(NameKey);
        if (PreparingStep.Catalogue.Find(name) is not StepEntry entry)
        {
            throw new InputException(
                $"There is no step named '{name}' that can be taken up again. If it is your own, register it before " +
                $"({nameof(PreparingStep)}.{nameof(PreparingStep.Catalogue)}.Register " +
                $"with a {nameof(StepEntry)}); else the run is damaged or from a newer version.");
        }

        try
        {
            return entry.Restore(json);
        }
        catch (Exception exception) when (JsonDamage.Causes(exception))
        {
            throw new InputException($"What step '{name}' saved cannot be read ({exception.Message}): the run is damaged or from a newer " +
                "version.", exception);
        }
    }

    /// <summary>Refuses series that the step could not be fitted on; nothing is fitted.</summary>
    /// <param name="series">The series.</param>
    /// <exception cref="InputException">The series do not fit the step.</exception>
    public virtual void Check(SeriesSet series)
    {
    }

    /// <summary>Transforms a series.</summary>
    /// <param name="frame">The series.</param>
    /// <param name="id">Its id, for parameters of each series.</param>
    /// <exception cref="InputException">
    /// The series lacks a column, is not among those fitted on where that matters, or has a value that the step cannot take.
    /// </exception>
    public abstract Frame Transform(Frame frame, string id);

    /// <summary>
    /// The step without leaving out incomplete rows at the ends of a series: for a part of a series that continues.
    /// </summary>
    public virtual FittedStep Keeping() => this;

    /// <summary>
    /// A note about the transformation of a series, such as rows that are left out; null where there is none.
    /// </summary>
    /// <param name="frame">The series.</param>
    /// <param name="id">Its id.</param>
    public virtual string? Note(Frame frame, string id) => null;

    /// <summary>
    /// The inverse transformation of a column's values; steps that leave the column alone, or that only fill or clip, change nothing.
    /// </summary>
    /// <param name="id">Id of the series.</param>
    /// <param name="column">The column.</param>
    /// <param name="time">
    /// Stamps of the whole series, as long as <paramref name="before"/> and <paramref name="values"/> together at least.
    /// </param>
    /// <param name="before">The column before the step, in the rows before the values: what differences are added to.</param>
    /// <param name="values">
    /// Transformed values, for the rows after those of <paramref name="before"/>; replaced by the original scale.
    /// </param>
    /// <exception cref="InputException">The step has no inverse, or <paramref name="before"/> is too short.</exception>
    public virtual void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
    }

    /// <summary>The fitted step, as it is saved in a run; its <c>step</c> is <see cref="Name"/>.</summary>
    public abstract JsonObject ToJson();
}

/// <summary>A fitted step that is saved as the settings of its step, its columns, and what it learned of them.</summary>
/// <param name="step">The step.</param>
/// <param name="columns">The columns that it is about.</param>
internal abstract class FittedStep<TStep>(TStep step, string[] columns) : FittedStep
    where TStep : PreparingStep
{
    public sealed override string Name => step.Name;

    protected TStep Step => step;

    protected string[] Columns => columns;

    public sealed override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(step, columns);
        Save(json);
        return json;
    }

    /// <summary>Adds what the step learned.</summary>
    /// <param name="json">The saved step, out.</param>
    protected virtual void Save(JsonObject json)
    {
    }
}
