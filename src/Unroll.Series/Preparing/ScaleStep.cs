using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that scales columns: (x − offset) / scale, where the two are mean and standard deviation, median and interquartile range, or
/// minimum and range of the training part, or of each series alone. The inverse is exact, but for rounding.
/// </summary>
public sealed class ScaleStep : ConfiguredStep<ScaleOptions>
{
    private const string StepName = "scale";

    internal static StepEntry Entry { get; } = new StepEntry<ScaleStep, ScaleOptions>(
        StepName,
        "Brings columns to the size that networks learn well at.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Choice("method", options => options.Method, (options, value) => options with { Method = value },
                "What values are scaled by: mean and deviation, median and interquartile range, or least and largest."),
            settings.Flag("per-series", options => options.PerSeries || options.PerItem,
                (options, value) => options with { PerSeries = value },
                "Whether each series is scaled by its own numbers: by those of its training part where it goes on, by all where " +
                "something is told of whole series."),
        ],
        options => new(options),
        (step, json) => json.ContainsKey(FittedItemScale.Key)
            ? new FittedItemScale((ScaleStep)step.For(SeriesUse.Whole), json.Columns())
            : new FittedScale(step, json.Columns(), Learned<Scaler>.FromJson(json)),
        "method")
    {
        Example = "scale: standard",
        Formula = "(x − offset) / scale",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Method and scope.</param>
    /// <exception cref="InputException">
    /// Series are to be scaled both by their training parts and by all of their rows.
    /// </exception>
    public ScaleStep(ScaleOptions options = default)
        : base(StepName, options)
    {
        if (options is { PerSeries: true, PerItem: true })
        {
            throw new InputException(
                $"Step '{StepName}' cannot scale each series both by what its training part taught (PerSeries) and by all of its rows " +
                "(PerItem): choose one.");
        }
    }

    /// <inheritdoc/>
    public override bool LooksAhead => Options.PerItem;

    /// <inheritdoc/>
    public override string CausalAlternative => "what each series' training part teaches (PerSeries in place of PerItem)";

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        return Options.PerItem
            ? new FittedItemScale(this, columns)
            : new FittedScale(this, columns,
                Learned<Scaler>.Fit(training, columns, Options.PerSeries, FitColumn, $"Step '{Name}' cannot scale"));
    }

    /// <summary>
    /// A whole series is new: its statistics are those of all its rows. One that continues has those of its training part.
    /// </summary>
    /// <inheritdoc/>
    public override PreparingStep For(SeriesUse use) =>
        use == SeriesUse.Whole && Options.PerSeries ? new ScaleStep(Options with { PerSeries = false, PerItem = true }) : this;

    // The values of a single series are scaled by as they are; those of many are put together.
    private Scaler? FitColumn(IReadOnlyList<SeriesItem> items, string column) =>
        Options.Method == ScaleMethod.None ? Scaler.Fit(ScaleMethod.None, [])
        : KnownValues.Count(items, column) == 0 ? null
        : Scaler.Fit(Options.Method, items.Count == 1 ? items[0].Frame.Column(column) : KnownValues.Of(items, column));
}
