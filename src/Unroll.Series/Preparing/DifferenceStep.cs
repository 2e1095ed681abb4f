using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that replaces values by their differences at a lag of one row or of a season, once or several times: (1 − Bˢ)ᵈ x, with B the
/// backshift by a row. The first s·d rows have none. The inverse is the cumulative sum from the known values before.
/// </summary>
public sealed class DifferenceStep : PreparingStep
{
    internal const string StepName = "difference";

    private const int HighestOrder = 4;
    private const int Default = 1;

    private static readonly Setting<DifferenceStep, IReadOnlyList<string>> _columns =
        StepSettings.Columns<DifferenceStep>(step => step.Options.Columns);
    private static readonly Setting<DifferenceStep, int> _lag =
        new("lag", Kind.Integer(1), step => step.Options.Lag, "How many rows before: 7 for the week before, of daily rows.")
        {
            DefaultValue = Default,
        };
    private static readonly Setting<DifferenceStep, int> _order =
        new("order", Kind.Integer(1, HighestOrder), step => step.Options.Order, "How many times.") { DefaultValue = Default };

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(DifferenceStep),
        "Replaces values by their differences from the row before, or from a season before.",
        [_columns, _lag, _order],
        values => new DifferenceStep(new() { Columns = values.Get(_columns), Lag = values.Get(_lag), Order = values.Get(_order) }),
        FittedDifference.FromJson)
    {
        Shorthand = _lag,
        Example = "difference: 7",
        Formula = "(1 − Bˢ)ᵈ x, with B the shift by a row",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Lag and order.</param>
    /// <exception cref="InputException">The lag is negative, or the order is not from 1 to 4.</exception>
    public DifferenceStep(DifferenceOptions options = default)
    {
        Options = options with { Lag = options.Lag == 0 ? Default : options.Lag, Order = options.Order == 0 ? Default : options.Order };
        if (Options.Lag < 1 || Options.Order is < 1 or > HighestOrder)
        {
            throw new InputException($"Step '{StepName}' got the lag {Options.Lag} and the order {Options.Order}: give a lag of at least " +
                $"1 row, and an order from 1 to {HighestOrder}.");
        }
    }

    /// <summary>Lag and order.</summary>
    public DifferenceOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training) =>
        new FittedDifference(StepColumns.Numeric(training, Options.Columns, Name), Options.Lag, Options.Order);
}

/// <summary>Columns with their differences.</summary>
internal sealed class FittedDifference : FittedStep
{
    private readonly string[] _columns;
    private readonly int _lag;
    private readonly double[] _weights;

    public FittedDifference(string[] columns, int lag, int order)
    {
        _columns = columns;
        _lag = lag;

        // (1 − B)ᵈ: binomial coefficients of changing sign.
        _weights = new double[order + 1];
        _weights[0] = 1;
        for (int i = 1; i <= order; i++)
        {
            _weights[i] = -_weights[i - 1] * (order - i + 1) / i;
        }
    }

    public override string Name => DifferenceStep.StepName;

    public override int? ReachBack => Consumed;

    public override int InverseReach => Consumed;

    private int Consumed => _lag * (_weights.Length - 1);

    public static FittedDifference FromJson(JsonObject json) => new(json.Columns(), json.Whole("lag"), json.Whole("order"));

    public override Frame Transform(Frame frame, string id)
    {
        foreach (string column in _columns)
        {
            StepColumns.Require(frame, column, Name, id);
            ReadOnlySpan<double> values = frame.Column(column);
            double[] differences = new double[values.Length];
            for (int row = 0; row < values.Length; row++)
            {
                differences[row] = row < Consumed ? double.NaN : StepColumns.Finite(values[row] + Past(values, row));
            }

            frame = frame.With(column, differences);
        }

        return frame;
    }

    public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        if (!_columns.Contains(column))
        {
            return;
        }

        if (before.Length < Consumed)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"Step '{Name}' adds differences of column '{column}' to the {Consumed} rows before them, but series '{id}' has " +
                $"{before.Length} rows before: give a longer history."));
        }

        // In double precision, so that a long sum does not lose digits.
        double[] sums = new double[Consumed + values.Length];
        for (int i = 0; i < Consumed; i++)
        {
            int row = before.Length - Consumed + i;
            sums[i] = double.IsNaN(before[row]) && values.Length > i % _lag
                ? throw new InputException(
                    $"Step '{Name}' adds differences of column '{column}' to earlier values, but the one at {time.Text(row)} of series " +
                    $"'{id}' is missing: impute before taking differences.")
                : before[row];
        }

        for (int i = 0; i < values.Length; i++)
        {
            double sum = values[i];
            for (int power = 1; power < _weights.Length; power++)
            {
                sum -= _weights[power] * sums[Consumed + i - (power * _lag)];
            }

            sums[Consumed + i] = Math.Clamp(sum, -double.MaxValue, double.MaxValue);
            values[i] = sums[Consumed + i];
        }
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, _columns);
        json["lag"] = _lag;
        json["order"] = _weights.Length - 1;
        return json;
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
