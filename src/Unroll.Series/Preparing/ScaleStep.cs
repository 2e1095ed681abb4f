using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Brings columns to the size that networks learn well at: (x − offset) / scale, where the two are mean and standard deviation, median and
/// interquartile range, or minimum and range of the training part. Undone exactly, but for rounding. Or each series by its own numbers alone.
/// </summary>
public sealed class ScaleStep : PreparingStep
{
    internal const string StepName = "scale";

    private readonly ScaleOptions _options;

    /// <summary>Creates the step.</summary>
    /// <param name="options">How.</param>
    /// <exception cref="InputException">Series are to be scaled both by what their training parts taught and by all of their rows.</exception>
    public ScaleStep(ScaleOptions options = default) => _options = options is not { PerSeries: true, PerItem: true }
        ? options
        : throw new InputException(
            $"Step '{StepName}' cannot scale each series both by what its training part taught (PerSeries) and by all of its rows (PerItem): choose one.");

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool LooksAhead => _options.PerItem;

    private string MethodName => _options.Method switch
    {
        ScaleMethod.Robust => "robust",
        ScaleMethod.MinMax => "min-max",
        ScaleMethod.None => "none",
        _ => "standard",
    };

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, _options.Columns, Name);
        if (_options.PerItem)
        {
            return new FittedItemScale(columns, MethodName);
        }

        Scaler[] all = [.. columns.Select(column => FitColumn(training.Items, column))];
        if (!_options.PerSeries)
        {
            return new FittedScale(columns, Learned<Scaler[]>.Fit(training, perSeries: false, _ => all));
        }

        // A series that never has a value of a column is scaled as the others are, for the day that it has one.
        return new FittedScale(columns, Learned<Scaler[]>.Fit(training, perSeries: true, items =>
            [.. columns.Select((column, i) => KnownValues.Count(items, column) == 0 ? all[i] : FitColumn(items, column))]));
    }

    internal static FittedStep Restore(JsonObject json) => json.ContainsKey(FittedItemScale.Key) ? FittedItemScale.FromJson(json) : FittedScale.FromJson(json);

    private Scaler FitColumn(IReadOnlyList<SeriesItem> items, string column)
    {
        if (_options.Method == ScaleMethod.None)
        {
            return new IdentityScaler();
        }

        // The values of a single series are scaled by as they are; those of many are put together.
        return KnownValues.Count(items, column) > 0
            ? Scaler.Fit(MethodName, items.Count == 1 ? items[0].Frame.Column(column) : KnownValues.Of(items, column))
            : throw new InputException($"Step '{Name}' cannot scale column '{column}', which has no value in the training part: leave the column out.");
    }
}
