using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that scales columns: (x − offset) / scale, where the two are mean and standard deviation, median and interquartile range, or
/// minimum and range of the training part, or of each series alone. The inverse is exact, but for rounding.
/// </summary>
public sealed class ScaleStep : PreparingStep
{
    internal const string StepName = "scale";

    private static readonly Setting<ScaleStep, IReadOnlyList<string>> _columns =
        StepSettings.Columns<ScaleStep>(step => step.Options.Columns);
    private static readonly Setting<ScaleStep, ScaleMethod> _method = new(
        "method",
        Kind.Choice(("standard", ScaleMethod.Standard), ("robust", ScaleMethod.Robust), ("min-max", ScaleMethod.MinMax),
            ("none", ScaleMethod.None)),
        step => step.Options.Method,
        "What values are scaled by: mean and deviation, median and interquartile range, or least and largest.")
    {
        DefaultValue = default(ScaleOptions).Method,
    };
    private static readonly Setting<ScaleStep, bool> _perSeries = new(
        "per-series",
        Kind.Flag,
        step => step.Options.PerSeries || step.Options.PerItem,
        "Whether each series is scaled by its own numbers: by those of its training part where it goes on, by all where something is " +
        "told of whole series.");

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(ScaleStep),
        "Brings columns to the size that networks learn well at.",
        [_columns, _method, _perSeries],
        values => new ScaleStep(new() { Columns = values.Get(_columns), Method = values.Get(_method), PerSeries = values.Get(_perSeries) }),
        Restore)
    {
        Shorthand = _method,
        Example = "scale: standard",
        Formula = "(x − offset) / scale",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Method and scope.</param>
    /// <exception cref="InputException">
    /// Series are to be scaled both by their training parts and by all of their rows.
    /// </exception>
    public ScaleStep(ScaleOptions options = default) => Options = options is not { PerSeries: true, PerItem: true }
        ? options
        : throw new InputException(
            $"Step '{StepName}' cannot scale each series both by what its training part taught (PerSeries) and by all of its rows " +
            "(PerItem): choose one.");

    /// <summary>Method and scope.</summary>
    public ScaleOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool LooksAhead => Options.PerItem;

    /// <inheritdoc/>
    public override string CausalAlternative => "what each series' training part teaches (PerSeries in place of PerItem)";

    private string MethodName => Options.Method switch
    {
        ScaleMethod.Robust => "robust",
        ScaleMethod.MinMax => "min-max",
        ScaleMethod.None => "none",
        _ => "standard",
    };

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        if (Options.PerItem)
        {
            return new FittedItemScale(columns, MethodName);
        }

        Scaler[] all = [.. columns.Select(column => FitColumn(training.Items, column))];
        if (!Options.PerSeries)
        {
            return new FittedScale(columns, Learned<Scaler[]>.Fit(training, perSeries: false, _ => all));
        }

        // A series that never has a value of a column is scaled as the others are, for the day that it has one.
        return new FittedScale(columns, Learned<Scaler[]>.Fit(training, perSeries: true, items =>
            [.. columns.Select((column, i) => KnownValues.Count(items, column) == 0 ? all[i] : FitColumn(items, column))]));
    }

    /// <summary>
    /// A whole series is new: its statistics are those of all its rows. One that continues has those of its training part.
    /// </summary>
    /// <inheritdoc/>
    public override PreparingStep For(SeriesUse use) =>
        use == SeriesUse.Whole && Options.PerSeries ? new ScaleStep(Options with { PerSeries = false, PerItem = true }) : this;

    internal static FittedStep Restore(JsonObject json) =>
        json.ContainsKey(FittedItemScale.Key) ? FittedItemScale.FromJson(json) : FittedScale.FromJson(json);

    private Scaler FitColumn(IReadOnlyList<SeriesItem> items, string column)
    {
        if (Options.Method == ScaleMethod.None)
        {
            return new IdentityScaler();
        }

        // The values of a single series are scaled by as they are; those of many are put together.
        return KnownValues.Count(items, column) > 0
            ? Scaler.Fit(MethodName, items.Count == 1 ? items[0].Frame.Column(column) : KnownValues.Of(items, column))
            : throw new InputException($"Step '{Name}' cannot scale column '{column}', which has no value in the training part: leave " +
                "the column out.");
    }
}
