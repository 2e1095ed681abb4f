using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Brings columns to the size that networks learn well at: (x − offset) / scale, where the two are mean and standard deviation, median and
/// interquartile range, or minimum and range of the training part. Undone exactly, but for rounding.
/// </summary>
/// <param name="options">How.</param>
public sealed class ScaleStep(ScaleOptions options = default) : PreparingStep
{
    internal const string StepName = "scale";

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, options.Columns, Name);
        Scaler[] all = [.. columns.Select(column => FitColumn(training.Cases, column))];
        if (!options.PerSeries)
        {
            return new FittedScale(columns, Learned<Scaler[]>.Fit(training, perSeries: false, _ => all));
        }

        // A series that never has a value of a column is scaled as the others are, for the day that it has one.
        return new FittedScale(columns, Learned<Scaler[]>.Fit(training, perSeries: true, cases =>
            [.. columns.Select((column, i) => KnownValues.Count(cases, column) == 0 ? all[i] : FitColumn(cases, column))]));
    }

    private Scaler FitColumn(IReadOnlyList<SeriesCase> cases, string column)
    {
        string name = options.Method switch
        {
            ScaleMethod.Robust => "robust",
            ScaleMethod.MinMax => "min-max",
            ScaleMethod.None => "none",
            _ => "standard",
        };
        if (options.Method == ScaleMethod.None)
        {
            return new IdentityScaler();
        }

        // The values of a single series are scaled by as they are; those of many are put together.
        return KnownValues.Count(cases, column) > 0
            ? Scaler.Fit(name, cases.Count == 1 ? cases[0].Frame.Column(column) : KnownValues.Of(cases, column))
            : throw new InputException($"Step '{Name}' cannot scale column '{column}', which has no value in the training part: leave the column out.");
    }
}
