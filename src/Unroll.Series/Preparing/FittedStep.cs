using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A <see cref="PreparingStep"/> with what it learned. It has no state: it may be asked from several threads, and gives the same for the
/// same.
/// </summary>
public abstract class FittedStep
{
    internal const string NameKey = "step";

    /// <summary>The step's name in recipes and saved runs.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Columns that the step adds and that are known in advance of their row, as the calendar is; none unless a step says otherwise.
    /// </summary>
    public virtual IReadOnlyList<string> KnownInAdvance => [];

    /// <summary>
    /// Columns that the step makes of one column, each row of the same row alone, as those of its categories: they are known in advance
    /// where that column is. None unless a step says otherwise.
    /// </summary>
    /// <param name="column">The column.</param>
    public virtual IReadOnlyList<string> MadeOf(string column) => [];

    /// <summary>
    /// How many rows before a row have a say in what comes out at it, so that a forecast need not read more; null where all may have. 0
    /// unless a step says otherwise.
    /// </summary>
    public virtual int? ReachBack => 0;

    /// <summary>
    /// How many rows before values <see cref="Inverse"/> needs to know; 0 unless a step says otherwise, as differences do.
    /// </summary>
    public virtual int InverseReach => 0;

    /// <summary>
    /// Makes a step again from what <see cref="ToJson"/> gave, by its entry in <see cref="PreparingStep.Catalogue"/>; it does the same, bit
    /// for bit.
    /// </summary>
    /// <param name="json">What was saved; its <c>step</c> is the name.</param>
    /// <exception cref="InputException">There is no such step, or what was saved is damaged.</exception>
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
        catch (Exception exception) when (
            exception is InvalidOperationException or FormatException or ArgumentException or NullReferenceException)
        {
            throw new InputException($"What step '{name}' saved cannot be read ({exception.Message}): the run is damaged or from a newer " +
                "version.", exception);
        }
    }

    /// <summary>Refuses series that the step could not have learned from; what it would learn of them does not count.</summary>
    /// <param name="series">The series.</param>
    /// <exception cref="InputException">The series do not fit the step.</exception>
    public virtual void Check(SeriesSet series)
    {
    }

    /// <summary>Puts a series through the step.</summary>
    /// <param name="frame">The series.</param>
    /// <param name="id">Its id, for what was learned of each series apart.</param>
    /// <exception cref="InputException">
    /// The series lacks a column, is not among those learned from where that matters, or has a value that the step cannot take.
    /// </exception>
    public abstract Frame Transform(Frame frame, string id);

    /// <summary>
    /// The step without leaving out rows at the ends of a series because there is too little of them: for a look at a part of one that goes
    /// on.
    /// </summary>
    public virtual FittedStep Keeping() => this;

    /// <summary>
    /// What whoever puts a series through the step should know, such as rows that it leaves out; null where there is nothing to tell.
    /// </summary>
    /// <param name="frame">The series.</param>
    /// <param name="id">Its id.</param>
    public virtual string? Note(Frame frame, string id) => null;

    /// <summary>
    /// Takes values of a column back to what they were before the step; steps that leave the column alone, or that only fill or clip,
    /// change nothing.
    /// </summary>
    /// <param name="id">Id of the series.</param>
    /// <param name="column">The column.</param>
    /// <param name="time">
    /// Stamps of the whole series, as long as <paramref name="before"/> and <paramref name="values"/> together at least.
    /// </param>
    /// <param name="before">The column as it was before the step, in the rows before the values: what differences are added to.</param>
    /// <param name="values">
    /// Values that came out of the step, for the rows after those of <paramref name="before"/>; replaced by what went in.
    /// </param>
    /// <exception cref="InputException">The step cannot be undone, or <paramref name="before"/> is too short.</exception>
    public virtual void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
    }

    /// <summary>What was learned, as it is saved in a run; its <c>step</c> is <see cref="Name"/>.</summary>
    public abstract JsonObject ToJson();
}
