using System.Globalization;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that replaces values by their differences at a lag of one row or of a season, once or several times: (1 − Bˢ)ᵈ x, with B the
/// backshift by a row. The first s·d rows have none. The inverse is the cumulative sum from the known values before.
/// </summary>
public sealed class DifferenceStep : ConfiguredStep<DifferenceOptions>
{
    private const string StepName = "difference";
    private const int HighestOrder = 4;
    private const int Default = 1;

    internal static StepEntry Entry { get; } = new StepEntry<DifferenceStep, DifferenceOptions>(
        StepName,
        "Replaces values by their differences from the row before, or from a season before.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Of("lag", Kind.Integer(1), options => options.Lag, (options, value) => options with { Lag = value },
                "How many rows before: 7 for the week before, of daily rows.", Default),
            settings.Of("order", Kind.Integer(1, HighestOrder), options => options.Order,
                (options, value) => options with { Order = value }, "How many times.", Default),
        ],
        options => new(options),
        (step, json) => new FittedDifference(step, json.Columns()),
        "lag")
    {
        Example = "difference: 7",
        Formula = "(1 − Bˢ)ᵈ x, with B the shift by a row",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Lag and order.</param>
    /// <exception cref="InputException">The lag is negative, or the order is not from 1 to 4.</exception>
    public DifferenceStep(DifferenceOptions options = default)
        : base(StepName,
            options with { Lag = options.Lag == 0 ? Default : options.Lag, Order = options.Order == 0 ? Default : options.Order })
    {
        if (Options.Lag < 1 || Options.Order is < 1 or > HighestOrder)
        {
            throw new InputException($"Step '{StepName}' got the lag {Options.Lag} and the order {Options.Order}: give a lag of at least " +
                $"1 row, and an order from 1 to {HighestOrder}.");
        }
    }

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training) =>
        new FittedDifference(this, StepColumns.Numeric(training, Options.Columns, Name));
}

/// <summary>Columns with their differences.</summary>
internal sealed class FittedDifference(DifferenceStep step, string[] columns) : FittedStep<DifferenceStep>(step, columns)
{
    private readonly int _lag = step.Options.Lag;
    private readonly double[] _weights = Weights(step.Options.Order);

    public override int? ReachBack => Consumed;

    public override int InverseReach => Consumed;

    private int Consumed => _lag * (_weights.Length - 1);

    public override Frame Transform(Frame frame, string id) => frame.With(Columns.Select(column =>
    {
        StepColumns.Require(frame, column, Name, id);
        ReadOnlySpan<double> values = frame.Column(column);
        double[] differences = new double[values.Length];
        for (int row = 0; row < values.Length; row++)
        {
            differences[row] = row < Consumed ? double.NaN : StepColumns.Finite(values[row] + Past(values, row));
        }

        return (column, differences);
    }));

    public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        if (!Columns.Contains(column))
        {
            return;
        }

        if (before.Length < Consumed)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"Step '{Name}' adds differences of column '{column}' to the {CountFormatter.Format(Consumed, "rows")} before them, but " +
                $"series '{id}' has " +
                $"{CountFormatter.Format(before.Length, "rows")} before: give a longer history."));
        }

        // In double precision, so that a long sum does not lose digits.
        double[] sums = new double[Consumed + values.Length];
        for (int i = 0; i < Consumed; i++)
        {
            int row = before.Length - Consumed + i;
            sums[i] = double.IsNaN(before[row]) && values.Length > i % _lag
                ? throw new InputException(
                    $"Step '{Name}' adds differences of column '{column}' to earlier values, but the one at {time.Place(row)} of series " +
                    $"'{id}' is missing: impute before taking differences.")
                : before[row];
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = sums[Consumed + i] = StepColumns.Finite(values[i] - Past(sums, Consumed + i));
        }
    }

    /// <summary>(1 − B)ᵈ: binomial coefficients of changing sign.</summary>
    private static double[] Weights(int order)
    {
        double[] weights = new double[order + 1];
        weights[0] = 1;
        for (int i = 1; i <= order; i++)
        {
            weights[i] = -weights[i - 1] * (order - i + 1) / i;
        }

        return weights;
    }

    private double Past(ReadOnlySpan<double> values, int row)
    {
        double sum = 0;
        for (int power = 1; power < _weights.Length; power++)
        {
            sum += _weights[power] * values[row - (power * _lag)];
        }

        return sum;
    }
}
