using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that replaces values by their natural logarithm, so that equal ratios become equal distances. The inverse is the exponential,
/// clipped to the range of doubles.
/// </summary>
public sealed class LogStep : PreparingStep
{
    internal const string StepName = "log";

    private static readonly Setting<LogStep, IReadOnlyList<string>> _columns = StepSettings.Columns<LogStep>(step => step.Columns);
    private static readonly Setting<LogStep, LogKind> _kind =
        new("kind", Unroll.Catalogue.Kind.Choice(("log", LogKind.Log), ("log1p", LogKind.Log1p)), step => step.Kind, "Which logarithm.")
        {
            DefaultValue = LogKind.Log,
        };

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(LogStep),
        "Replaces values by their natural logarithm, so that equal shares become equal distances.",
        [_columns, _kind],
        values => new LogStep(values.Get(_kind), values.Get(_columns)),
        FittedLog.FromJson)
    {
        Shorthand = _kind,
        Example = "log: log1p",
        Formula = "log: ln x\nlog1p: ln(1 + x)",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="kind">The kind of logarithm.</param>
    /// <param name="columns">The columns; null for all columns of numbers.</param>
    public LogStep(LogKind kind = LogKind.Log, IReadOnlyList<string>? columns = null) => (Kind, Columns) = (kind, columns);

    /// <summary>The kind of logarithm.</summary>
    public LogKind Kind { get; }

    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    /// <exception cref="InputException">A value of the training part has no logarithm; the message names its row.</exception>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedLog fitted = new(StepColumns.Numeric(training, Columns, Name), Kind);
        foreach (SeriesItem item in training.Items)
        {
            fitted.RequireLogarithms(item.Frame, item.Id);
        }

        return fitted;
    }
}

/// <summary>Columns with their kind of logarithm.</summary>
internal sealed class FittedLog(string[] columns, LogKind kind) : FittedStep
{
    public override string Name => LogStep.StepName;

    public static FittedLog FromJson(JsonObject json) => new(json.Columns(), json.Named<LogKind>("kind"));

    public override Frame Transform(Frame frame, string id)
    {
        foreach (string column in columns)
        {
            double[] values = StepColumns.Read(frame, column, Name, id);
            for (int row = 0; row < values.Length; row++)
            {
                RequireLogarithm(values[row], frame.Time, row, column, id);
                values[row] = (kind == LogKind.Log ? Math.Log(values[row]) : Numerics.LogOnePlus(values[row]));
            }

            frame = frame.With(column, values);
        }

        return frame;
    }

    public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        if (columns.Contains(column))
        {
            foreach (ref double value in values)
            {
                value = StepColumns.Finite(kind == LogKind.Log ? Math.Exp(value) : Numerics.ExpMinusOne(value));
            }
        }
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["kind"] = StepJson.Name(kind);
        return json;
    }

    public void RequireLogarithms(Frame frame, string id)
    {
        foreach (string column in columns)
        {
            ReadOnlySpan<double> values = frame.Column(column);
            for (int row = 0; row < values.Length; row++)
            {
                RequireLogarithm(values[row], frame.Time, row, column, id);
            }
        }
    }

    private void RequireLogarithm(double value, TimeIndex time, int row, string column, string id)
    {
        double border = kind == LogKind.Log ? 0 : -1;
        if (value <= border)
        {
            throw new InputException(
                $"Step '{Name}' takes logarithms of values above {border}, but column '{column}' of series '{id}' is {value} at " +
                $"{time.Text(row)}: " +
                (kind == LogKind.Log ? "use log1p for counts, or a Yeo–Johnson transformation for values of any sign."
                    : "use a Yeo–Johnson transformation for values of any sign."));
        }
    }
}
