using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that subtracts the trend: a polynomial in time, fitted to the training part of each series by least squares. It is extrapolated
/// beyond the training part, and the inverse adds it again.
/// </summary>
public sealed class DetrendStep : ConfiguredStep<DetrendOptions>
{
    private const string StepName = "detrend";
    private const int DefaultDegree = 1;

    internal static StepEntry Entry { get; } = new StepEntry<DetrendStep, DetrendOptions>(
        StepName,
        "Takes off the trend of each series: a polynomial in time, by least squares of its training part.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Of("degree", Kind.Integer(0, 2), options => options.Degree ?? DefaultDegree,
                (options, value) => options with { Degree = value }, "Degree of the polynomial in time: 0 is the mean.", DefaultDegree),
        ],
        options => new(options),
        (step, json) => new FittedDetrend(step, json.Columns(), Learned<Polynomial>.FromJson(json)),
        "degree")
    {
        Example = "detrend: 1",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">The trend.</param>
    /// <exception cref="InputException">The degree is not from 0 to 2.</exception>
    public DetrendStep(DetrendOptions options = default)
        : base(StepName, options)
    {
        if (options.Degree is not (null or (>= 0 and <= 2)))
        {
            throw new InputException($"Step '{StepName}' got a polynomial of degree {options.Degree}: give 0 (the mean), 1 (a line) or 2 " +
                "(a parabola); others go astray beyond the training part.");
        }
    }

    /// <inheritdoc/>
    public override bool LearnsEachSeries => true;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        return new FittedDetrend(this, columns, Learned<Polynomial>.Fit(training, columns, perSeries: true, FitColumn));
    }

    private Polynomial FitColumn(IReadOnlyList<SeriesItem> items, string column)
    {
        _ = KnownValues.Count(items, column);
        return Polynomial.Fit(items[0].Frame.Time, items[0].Frame.Column(column), Options.Degree ?? DefaultDegree);
    }
}

/// <summary>Columns with their trends.</summary>
internal sealed class FittedDetrend(DetrendStep step, string[] columns, Learned<Polynomial> trends)
    : FittedTransform<DetrendStep, Polynomial>(step, columns, trends)
{
    protected override void Forward(int column, Span<double> values, ColumnPlace place) => Add(Of(column, place), values, place, -1);

    protected override void Back(int column, Span<double> values, ColumnPlace place) => Add(Of(column, place), values, place, 1);

    private static void Add(Polynomial trend, Span<double> values, ColumnPlace place, int sign)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = StepColumns.Finite(values[i] + (sign * trend.At(place.Time[place.Row + i])));
        }
    }
}
